using Frontdesk.Platform.Http;

namespace Frontdesk.SignIn;

/// <summary>How often somebody may try to get in; the numbers are in <see cref="RateRules"/>.</summary>
public sealed class SignInLimits(RateWindows windows)
{
    public async Task<TimeSpan?> SignIn(HttpContext http, string email) =>
        await Take(RateRules.SignInFromAddress, ClientAddress.Of(http), http) ?? await Take(RateRules.SignIn, $"{ClientAddress.Of(http)}/{User.Normalize(email)}", http);

    public Task<TimeSpan?> Code(HttpContext http, Guid userId) => Take(RateRules.SecondFactor, userId.ToString(), http);

    public Task<TimeSpan?> Refresh(HttpContext http) => Take(RateRules.Refresh, ClientAddress.Of(http), http);

    public Task<TimeSpan?> SignUp(HttpContext http) => Take(RateRules.SignUp, ClientAddress.Of(http), http);

    /// <summary>Nobody's mailbox is filled through us, from however many addresses it is tried.</summary>
    public async Task<TimeSpan?> MailTo(string email) => await windows.Take(RateRules.MailTo, User.Normalize(email), CancellationToken.None);

    public async Task<TimeSpan?> AskForMail(HttpContext http, string email) =>
        await Take(RateRules.MailFromAddress, ClientAddress.Of(http), http) ?? await MailTo(email);

    public Task<TimeSpan?> Proof(HttpContext http) => Take(RateRules.ProofFromAddress, ClientAddress.Of(http), http);

    private async Task<TimeSpan?> Take(RateRule rule, string subject, HttpContext http) => await windows.Take(rule, subject, http.RequestAborted);
}
