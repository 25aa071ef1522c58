using Frontdesk.Platform.Http;

namespace Frontdesk.Team.Invitations;

/// <summary>20 letters an hour for a workspace; 60 tokens an hour shown from one address.</summary>
public sealed class InvitationLimits
{
    private readonly RateBuckets _letters;
    private readonly RateBuckets _tokens;

    public InvitationLimits(IConfiguration configuration, TimeProvider clock)
    {
        var scale = configuration.GetValue("FRONTDESK_LIMITS_SCALE", 1.0);
        _letters = new RateBuckets(new Rate(20, TimeSpan.FromHours(1)).Scaled(scale), clock);
        _tokens = new RateBuckets(new Rate(60, TimeSpan.FromHours(1)).Scaled(scale), clock);
    }

    public TimeSpan? Letter(Guid workspaceId) => _letters.Take($"{workspaceId}");

    public TimeSpan? Token(HttpContext http) => _tokens.Take($"{http.Connection.RemoteIpAddress}");
}
