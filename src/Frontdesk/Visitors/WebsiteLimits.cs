using Frontdesk.Platform.Http;

namespace Frontdesk.Visitors;

/// <summary>The request came from a website that the chatbot does not allow: its pages do not even read the refusal.</summary>
public sealed record RefusedOrigin;

/// <summary>
/// How many requests one website may make to one chatbot in a minute, for all its visitors together: a page gone wild must
/// not take the others' turn. Open sockets count once.
/// </summary>
public sealed class WebsiteLimits
{
    private readonly RateBuckets _minute;

    public WebsiteLimits(IConfiguration configuration, TimeProvider clock)
    {
        var perMinute = configuration.GetValue("FRONTDESK_WEBSITE_REQUESTS_PER_MINUTE", 3000);
        _minute = new RateBuckets(new Rate(perMinute, TimeSpan.FromMinutes(1)).Scaled(configuration.GetValue("FRONTDESK_LIMITS_SCALE", 1.0)), clock);
    }

    /// <summary>Null when it may come now, else how long to wait.</summary>
    public TimeSpan? Take(Guid chatbotId, string? origin) => _minute.Take($"{chatbotId}/{origin}");
}
