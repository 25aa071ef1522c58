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

    /// <summary>Codes of the second factor, of one account from wherever: six digits must not be guessed.</summary>
    public static readonly RateRule SecondFactor = new("second_factor", 10, TimeSpan.FromMinutes(15));

    /// <summary>Fresh access tokens, of one address.</summary>
    public static readonly RateRule Refresh = new("refresh", 60, TimeSpan.FromMinutes(1));

    /// <summary>Of one address.</summary>
    public static readonly RateRule SignUp = new("sign_up", 3, TimeSpan.FromHours(1));

    /// <summary>Resets and proofs to one mailbox, from however many addresses they are asked for.</summary>
    public static readonly RateRule MailTo = new("mail_to", 3, TimeSpan.FromHours(1));

    /// <summary>Mails that one address asks for, whoever they would go to.</summary>
    public static readonly RateRule MailFromAddress = new("mail_from", 10, TimeSpan.FromHours(1));

    /// <summary>Tokens of mails that one address tries.</summary>
    public static readonly RateRule ProofFromAddress = new("proof", 20, TimeSpan.FromMinutes(15));

    /// <summary>Invitations of one workspace.</summary>
    public static readonly RateRule Invitation = new("invitation", 20, TimeSpan.FromHours(1));

    /// <summary>Tokens of invitations that one address tries.</summary>
    public static readonly RateRule InvitationToken = new("invitation_token", 60, TimeSpan.FromHours(1));

    /// <summary>New workspaces of one person.</summary>
    public static readonly RateRule NewWorkspace = new("new_workspace", 5, TimeSpan.FromHours(1));

    /// <summary>Of one API key that sets no other limit, or one access token.</summary>
    public static readonly RateRule Api = new("api", 1000, TimeSpan.FromHours(1));

    /// <summary>Of one API key or access token.</summary>
    public static readonly RateRule ApiSearch = new("api_search", 100, TimeSpan.FromHours(1));

    /// <summary>Of one session in the dashboard.</summary>
    public static readonly RateRule Dashboard = new("dashboard", 600, TimeSpan.FromMinutes(1));

    /// <summary>Of one session in the dashboard.</summary>
    public static readonly RateRule DashboardSearch = new("dashboard_search", 60, TimeSpan.FromMinutes(1));

    /// <summary>Of one workspace.</summary>
    public static readonly RateRule Export = new("export", 10, TimeSpan.FromDays(1));
}
