using Frontdesk.Platform.Http;

namespace Frontdesk.SignIn;

/// <summary>
/// 5 sign-ins in 15 minutes for an address and account and 100 for an address, 10 codes in 15 minutes for an address and
/// account, 3 sign-ups an hour and 60 refreshes a minute for an address.
/// </summary>
public sealed class SignInLimits
{
    private readonly RateBuckets _signIns;
    private readonly RateBuckets _addresses;
    private readonly RateBuckets _codes;
    private readonly RateBuckets _signUps;
    private readonly RateBuckets _refreshes;

    public SignInLimits(IConfiguration configuration, TimeProvider clock)
    {
        var scale = configuration.GetValue("FRONTDESK_LIMITS_SCALE", 1.0);
        RateBuckets Buckets(int limit, TimeSpan window) => new(new Rate(limit, window).Scaled(scale), clock);
        _signIns = Buckets(5, TimeSpan.FromMinutes(15));
        _addresses = Buckets(100, TimeSpan.FromMinutes(15));
        _codes = Buckets(10, TimeSpan.FromMinutes(15));
        _signUps = Buckets(3, TimeSpan.FromHours(1));
        _refreshes = Buckets(60, TimeSpan.FromMinutes(1));
    }

    public TimeSpan? SignIn(HttpContext context, string email) =>
        _addresses.Take(Address(context)) ?? _signIns.Take($"{Address(context)}/{User.Normalize(email)}");

    public TimeSpan? Code(HttpContext context, Guid userId) => _codes.Take($"{Address(context)}/{userId}");

    public TimeSpan? SignUp(HttpContext context) => _signUps.Take(Address(context));

    public TimeSpan? Refresh(HttpContext context) => _refreshes.Take(Address(context));

    private static string Address(HttpContext context) => $"{context.Connection.RemoteIpAddress}";
}
