using System.Collections.Concurrent;
using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Npgsql;

namespace Frontdesk.Platform.Nodes;

/// <summary>
/// What the nodes of one database know of each other: every two seconds each writes how much it holds and reads what the
/// others hold. Whoever has not written for ten seconds, by the database's clock, is dead. The connection it writes on holds a
/// lock with its name, which goes when the process does: so the others need not wait that long for the work it left behind.
/// </summary>
public sealed partial class RunningNodes(DataSources databases, ThisNode node, ILogger<RunningNodes> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Func<Dictionary<Guid, int>>> _counts = new();
    private volatile Dictionary<string, Dictionary<Guid, int>> _elsewhere = [];
    private volatile int _others;

    /// <summary>The key of the lock that a node holds while it lives, in SQL.</summary>
    public static string LockOf(string node) => $"hashtextextended('node ' || {node}::text, 0)";

    /// <summary>How many other nodes run.</summary>
    public int Others => _others;

    /// <summary>From now on the others hear these counts. Few numbers: they travel with every beat.</summary>
    public void Tell(string what, Func<Dictionary<Guid, int>> here) => _counts[what] = here;

    /// <summary>How many of these the other nodes together hold for one id, as of their last beat.</summary>
    public int Elsewhere(string what, Guid id) => _elsewhere.GetValueOrDefault(what)?.GetValueOrDefault(id) ?? 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Beat);
        do
        {
            try
            {
                await Live(timer, stoppingToken);
            }
            catch (Exception away) when (DatabaseAway.Explains(away))
            {
                BeatFailed(away.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default));
    }

    /// <summary>Beats on one connection for as long as it holds.</summary>
    private async Task Live(PeriodicTimer timer, CancellationToken ct)
    {
        await using var connection = await databases.Engine.OpenConnectionAsync(ct);
        await using (var name = new NpgsqlCommand($"select pg_advisory_lock({LockOf("$1")})", connection))
        {
            name.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
            await name.ExecuteNonQueryAsync(ct);
        }

        do
        {
            await Exchange(connection, ct);
        }
        while (await timer.WaitForNextTickAsync(ct));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await using var leave = databases.Engine.CreateCommand("delete from nodes where id = $1");
            leave.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
            await leave.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception away) when (DatabaseAway.Explains(away) || away is OperationCanceledException)
        {
            // it counts for ten seconds more
        }
    }

    private async Task Exchange(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            with beat as (insert into nodes (id, name, holds) values ($1, $2, $3::jsonb)
                on conflict (id) do update set seen_at = now(), holds = excluded.holds),
              buried as (delete from nodes where seen_at < now() - interval '1 hour')
            select holds::text from nodes where id <> $1 and seen_at > now() - interval '10 seconds'
            """, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = node.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Environment.MachineName });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(_counts.ToDictionary(c => c.Key, c => c.Value())) });
        var (elsewhere, others) = (new Dictionary<string, Dictionary<Guid, int>>(), 0);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            others++;
            foreach (var (what, counts) in JsonSerializer.Deserialize<Dictionary<string, Dictionary<Guid, int>>>(reader.GetString(0))!)
            {
                Add(counts, elsewhere.TryGetValue(what, out var sums) ? sums : elsewhere[what] = []);
            }
        }

        (_elsewhere, _others) = (elsewhere, others);
    }

    private static void Add(Dictionary<Guid, int> counts, Dictionary<Guid, int> sums)
    {
        foreach (var (id, count) in counts)
        {
            sums[id] = sums.GetValueOrDefault(id) + count;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The other nodes could not be asked: {Reason}")]
    private partial void BeatFailed(string reason);
}
