using Frontdesk.Platform.Http;

namespace Frontdesk.SignIn;

/// <summary>5 sign-ins in 15 minutes for an address and account, 3 sign-ups an hour for an address.</summary>
public sealed class SignInLimits
{
    private readonly RateBuckets _signIns;
    private readonly RateBuckets _signUps;

    public SignInLimits(IConfiguration configuration, TimeProvider clock)
    {
        var scale = configuration.GetValue("FRONTDESK_LIMITS_SCALE", 1.0);
        _signIns = new RateBuckets(new Rate(5, TimeSpan.FromMinutes(15)).Scaled(scale), clock);
        _signUps = new RateBuckets(new Rate(3, TimeSpan.FromHours(1)).Scaled(scale), clock);
    }

    public TimeSpan? SignIn(HttpContext context, string email) => _signIns.Take($"{context.Connection.RemoteIpAddress}/{User.Normalize(email)}");

    public TimeSpan? SignUp(HttpContext context) => _signUps.Take($"{context.Connection.RemoteIpAddress}");
}
