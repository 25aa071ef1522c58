using Frontdesk.Platform.Http;

namespace Frontdesk.Conversations;

/// <summary>
/// How fast one visitor may write: 10 messages a minute, 100 an hour, in no span more; 5 new conversations an hour. Messages are
/// counted where they are stored, in <c>AppendMessages.sql</c>, so that all nodes count together and a retry does not count.
/// </summary>
public sealed class VisitorLimits(IConfiguration configuration, RateWindows windows)
{
    private static readonly RateRule Openings = new("opening", 5, TimeSpan.FromHours(1));
    private static readonly RateRule OpeningsFromAddress = new("opening_address", 60, TimeSpan.FromHours(1)); // an office shares one address

    public int AMinute { get; } = Scaled(10, configuration);
    public int AnHour { get; } = Scaled(100, configuration);

    /// <summary>Null when the visitor may begin a conversation now, else how long to wait.</summary>
    /// <exception cref="Npgsql.NpgsqlException">The database does not answer.</exception>
    public async ValueTask<TimeSpan?> Opening(Guid chatbotId, string fingerprint, string? address, CancellationToken ct) =>
        await windows.Take(Openings, $"{chatbotId}/{fingerprint}", ct) ?? await windows.Take(OpeningsFromAddress, $"{chatbotId}/{address}", ct);

    private static int Scaled(int limit, IConfiguration configuration) =>
        (int)Math.Clamp(limit * configuration.GetValue("FRONTDESK_LIMITS_SCALE", 1.0), 1, 1_000_000_000);
}
