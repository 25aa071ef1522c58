using Frontdesk.Platform.Http;

namespace Frontdesk.SignIn;

/// <summary>
/// How often somebody may try: 5 sign-ins in 15 minutes for an address and account, 3 sign-ups an hour for an address, 3
/// mails an hour to one mailbox and 10 asked for from one address, 20 links opened in 15 minutes.
/// </summary>
public sealed class SignInLimits
{
    private readonly RateBuckets _signIns;
    private readonly RateBuckets _signUps;
    private readonly RateBuckets _mailsTo;
    private readonly RateBuckets _mailsFrom;
    private readonly RateBuckets _proofs;

    public SignInLimits(IConfiguration configuration, TimeProvider clock)
    {
        var scale = configuration.GetValue("FRONTDESK_LIMITS_SCALE", 1.0);
        RateBuckets Buckets(int limit, TimeSpan window) => new(new Rate(limit, window).Scaled(scale), clock);
        _signIns = Buckets(5, TimeSpan.FromMinutes(15));
        _signUps = Buckets(3, TimeSpan.FromHours(1));
        _mailsTo = Buckets(3, TimeSpan.FromHours(1));
        _mailsFrom = Buckets(10, TimeSpan.FromHours(1));
        _proofs = Buckets(20, TimeSpan.FromMinutes(15));
    }

    public TimeSpan? SignIn(HttpContext context, string email) => _signIns.Take($"{context.Connection.RemoteIpAddress}/{User.Normalize(email)}");

    public Task<TimeSpan?> SignUp(HttpContext context) => Task.FromResult(_signUps.Take($"{context.Connection.RemoteIpAddress}"));

    /// <summary>Nobody's mailbox is filled through us, from however many addresses it is tried.</summary>
    public Task<TimeSpan?> MailTo(string email) => Task.FromResult(_mailsTo.Take(User.Normalize(email)));

    public async Task<TimeSpan?> AskForMail(HttpContext context, string email) =>
        _mailsFrom.Take($"{context.Connection.RemoteIpAddress}") ?? await MailTo(email);

    public Task<TimeSpan?> Proof(HttpContext context) => Task.FromResult(_proofs.Take($"{context.Connection.RemoteIpAddress}"));
}
