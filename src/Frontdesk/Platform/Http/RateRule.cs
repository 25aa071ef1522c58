namespace Frontdesk.Platform.Http;

/// <summary>How often something may be asked for: in no span as long as the window more than the limit.</summary>
/// <param name="Purpose">What is counted; the same subject counts apart for each purpose.</param>
public sealed record RateRule(string Purpose, int Limit, TimeSpan Window)
{
    internal RateRule Scaled(double scale) => this with { Limit = (int)Math.Clamp(Limit * scale, 1, int.MaxValue) };
}

/// <summary>Every limit that holds across nodes and restarts, in one place. FRONTDESK_LIMITS_SCALE multiplies them all.</summary>
public static class RateRules
{
    /// <summary>Of one address and account.</summary>
    public static readonly RateRule SignIn = new("sign_in", 5, TimeSpan.FromMinutes(15));

    /// <summary>Of one address, whatever accounts it tries.</summary>
    public static readonly RateRule SignInFromAddress = new("sign_in_address", 50, TimeSpan.FromMinutes(15));

    /// <summary>Codes of the second factor, of one account: six digits must not be guessed.</summary>
    public static readonly RateRule SecondFactor = new("second_factor", 5, TimeSpan.FromMinutes(15));

    /// <summary>Of one address.</summary>
    public static readonly RateRule SignUp = new("sign_up", 3, TimeSpan.FromHours(1));

    /// <summary>Of one e-mail address that mails would go to.</summary>
    public static readonly RateRule PasswordReset = new("password_reset", 3, TimeSpan.FromHours(1));

    /// <summary>Of one e-mail address that mails would go to.</summary>
    public static readonly RateRule VerifyEmail = new("verify_email", 3, TimeSpan.FromHours(1));

    /// <summary>Mail-sending requests of one address, whoever the mails would go to.</summary>
    public static readonly RateRule MailFromAddress = new("mail_address", 20, TimeSpan.FromHours(1));

    /// <summary>Tokens and links of mails that one address tries.</summary>
    public static readonly RateRule ProofFromAddress = new("proof_address", 20, TimeSpan.FromHours(1));

    /// <summary>Invitations of one workspace.</summary>
    public static readonly RateRule Invitation = new("invitation", 20, TimeSpan.FromHours(1));

    /// <summary>Of one API key that sets no other limit, or one access token.</summary>
    public static readonly RateRule Api = new("api", 1000, TimeSpan.FromHours(1));

    /// <summary>Of one API key or access token.</summary>
    public static readonly RateRule ApiSearch = new("api_search", 100, TimeSpan.FromHours(1));

    /// <summary>API keys that do not exist, of one address.</summary>
    public static readonly RateRule UnknownKey = new("unknown_key", 60, TimeSpan.FromMinutes(15));

    /// <summary>Of one session in the dashboard.</summary>
    public static readonly RateRule Dashboard = new("dashboard", 600, TimeSpan.FromMinutes(1));

    /// <summary>Of one session in the dashboard.</summary>
    public static readonly RateRule DashboardSearch = new("dashboard_search", 60, TimeSpan.FromMinutes(1));

    /// <summary>Of one workspace.</summary>
    public static readonly RateRule Export = new("export", 10, TimeSpan.FromDays(1));
}
