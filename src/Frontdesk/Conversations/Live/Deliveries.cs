using System.Collections.Concurrent;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Npgsql;

namespace Frontdesk.Conversations.Live;

/// <summary>
/// Remembers how far an agent's words have come on a visitor's screen. It is written for many conversations together, once a
/// second, and read by nobody else: a message costs nothing for it.
/// </summary>
public sealed partial class Deliveries(DataSources databases, ISignals signals, TimeProvider clock, ILogger<Deliveries> log) : BackgroundService
{
    private const int MostAtOnce = 500;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>A conversation that is being written to is left for the next time, so that messages never wait.</summary>
    private const string Write = """
        with free as materialized (
          select c.id, w.seq from unnest($1, $2) as w(id, seq) join conversations c on c.id = w.id
          order by c.id for no key update of c skip locked)
        update conversations c set delivered_to_visitor_seq = greatest(c.delivered_to_visitor_seq, least(f.seq, c.last_seq))
        from free f where c.id = f.id returning c.id, c.delivered_to_visitor_seq
        """;

    private readonly ConcurrentDictionary<Guid, (Guid WorkspaceId, long Seq)> _noted = new();

    public void Note(Guid workspaceId, Guid conversationId, long seq) =>
        _noted.AddOrUpdate(conversationId, (workspaceId, seq), (_, known) => (workspaceId, Math.Max(known.Seq, seq)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            await WriteNoted(stoppingToken);
        }
    }

    private async Task WriteNoted(CancellationToken ct)
    {
        var noted = _noted.Take(MostAtOnce).ToList();
        if (noted.Count == 0)
        {
            return;
        }

        try
        {
            var written = await Store(noted, ct);
            foreach (var one in noted.Where(n => written.ContainsKey(n.Key)))
            {
                _noted.TryRemove(one); // stays where more was noted meanwhile
            }

            foreach (var some in written.Chunk(DeliveredSignal.MostAtOnce))
            {
                signals.Publish(DeliveredSignal.Of(some));
            }
        }
        catch (Exception away) when (DatabaseAway.Explains(away) || away is OperationCanceledException)
        {
            NotWritten(noted.Count, away.Message);
        }
    }

    private async Task<Dictionary<Guid, long>> Store(List<KeyValuePair<Guid, (Guid WorkspaceId, long Seq)>> noted, CancellationToken ct)
    {
        await using var connection = await databases.Engine.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
            .ForWorkspaces(noted.Select(n => n.Value.WorkspaceId))
            .With(Write, noted.Select(n => n.Key).ToArray(), noted.Select(n => n.Value.Seq).ToArray());
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var written = new Dictionary<Guid, long>();
        while (await reader.ReadAsync(ct))
        {
            written[reader.GetGuid(0)] = reader.GetInt64(1);
        }

        return written;
    }

    [LoggerMessage(LogLevel.Warning, "{Count} deliveries were not written, trying again: {Reason}")]
    private partial void NotWritten(int count, string reason);
}

/// <summary>"delivered conversation:seq,conversation:seq": agents' pages show it, nobody reads the database for it.</summary>
public static class DeliveredSignal
{
    public const string Kind = "delivered";
    public const int MostAtOnce = 100;

    public static Signal Of(IEnumerable<KeyValuePair<Guid, long>> delivered) => new(Kind, string.Join(',', delivered.Select(d => $"{d.Key}:{d.Value}")));

    public static IEnumerable<(Guid ConversationId, long Seq)> Read(string payload)
    {
        foreach (var pair in payload.Split(','))
        {
            if (pair.Split(':') is [var id, var seq] && Guid.TryParse(id, out var conversation) && long.TryParse(seq, out var to))
            {
                yield return (conversation, to);
            }
        }
    }
}
