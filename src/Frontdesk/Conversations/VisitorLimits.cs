using Frontdesk.Platform.Http;

namespace Frontdesk.Conversations;

/// <summary>How fast one visitor may write: 10 messages a minute, 100 an hour, 5 new conversations an hour.</summary>
public sealed class VisitorLimits
{
    private readonly RateBuckets _minute;
    private readonly RateBuckets _hour;
    private readonly RateBuckets _typing;
    private readonly RateBuckets _openings;
    private readonly RateBuckets _openingsFromAddress;

    public VisitorLimits(IConfiguration configuration, TimeProvider clock)
    {
        var scale = configuration.GetValue("FRONTDESK_LIMITS_SCALE", 1.0);
        RateBuckets Buckets(int limit, TimeSpan window) => new(new Rate(limit, window).Scaled(scale), clock);
        _minute = Buckets(10, TimeSpan.FromMinutes(1));
        _hour = Buckets(100, TimeSpan.FromHours(1));
        _typing = Buckets(60, TimeSpan.FromMinutes(1));
        _openings = Buckets(5, TimeSpan.FromHours(1));
        _openingsFromAddress = Buckets(60, TimeSpan.FromHours(1)); // an office shares one address
    }

    /// <summary>Null when the visitor may write now, else how long to wait.</summary>
    public TimeSpan? Message(Guid visitorId) => _minute.Take(visitorId.ToString()) ?? _hour.Take(visitorId.ToString());

    /// <summary>Whether another word about their typing is passed on.</summary>
    public bool Typing(Guid visitorId) => _typing.Take(visitorId.ToString()) is null;

    public TimeSpan? Opening(Guid chatbotId, string fingerprint, string? address) =>
        _openings.Take($"{chatbotId}/{fingerprint}") ?? _openingsFromAddress.Take($"{chatbotId}/{address}");
}
