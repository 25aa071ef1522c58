using System.Diagnostics;
using System.Globalization;
using Frontdesk.Load.Machine;
using Frontdesk.Load.People;

namespace Frontdesk.Load.Trials;

/// <summary>
/// Nodes and the database are killed under people who talk, drop their connections and send twice. Only the ledger decides:
/// nothing lost, nothing doubled, nothing out of order, and nothing acknowledged while there was nowhere to store it.
/// </summary>
public sealed class Chaos
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(20), BetweenKills = TimeSpan.FromSeconds(5);
    private readonly Scene _scene;
    private readonly Random _random;
    private string _outage = "PostgreSQL was not stopped in this short run";

    private Chaos(Scene scene, int seed) => (_scene, _random) = (scene, new Random(seed));

    private IReadOnlyList<ClusterNode> Nodes => _scene.Cluster.Nodes;

    private Timeline Timeline => _scene.Timeline;

    public static async Task<Outcome> Run(Place place, TrialOptions options, CancellationToken ct)
    {
        var quick = options.Quick;
        await using var scene = await Scene.Open(place, options, quick ? 2 : 3, quick ? 20 : 60, Habits.Restless, answers: !quick, ct);
        var chaos = new Chaos(scene, options.Seed);
        var time = options.Time ?? TimeSpan.FromMinutes(2);
        scene.Begin(quick ? TimeSpan.FromSeconds(3) : time / 2);
        scene.Timeline.Note("people begin to talk");
        await scene.While(ending => quick ? chaos.Short(ending) : chaos.Long(time, ending), ct);
        return await scene.End(TimeSpan.FromSeconds(90), chaos._outage);
    }

    private async Task Short(CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromSeconds(3), ct);
        await KillNode(ct);
        await KillPostgres();
        await KillNode(ct);
        await Task.Delay(TimeSpan.FromSeconds(2), ct);
    }

    private async Task Long(TimeSpan time, CancellationToken ct)
    {
        var (killed, stopped) = (false, false);
        while (Timeline.Now < time)
        {
            await Task.Delay(BetweenKills * (0.5 + _random.NextDouble()), ct);
            if (!killed && Timeline.Now > time * 0.25)
            {
                killed = true;
                await KillPostgres();
            }
            else if (!stopped && Timeline.Now > time * 0.5)
            {
                stopped = true;
                await StopPostgres(ct);
            }
            else
            {
                await KillNode(ct);
            }
        }
    }

    private async Task KillNode(CancellationToken ct)
    {
        var node = Nodes[_random.Next(Nodes.Count)];
        await node.Kill();
        Timeline.Note($"kill -9 of {node.Name}");
        await Task.Delay(TimeSpan.FromSeconds(0.5 + _random.NextDouble()), ct);
        await node.Start();
        Timeline.Note($"{node.Name} is ready again");
    }

    private async Task KillPostgres()
    {
        await _scene.Cluster.Postgres.Kill();
        Timeline.Note("kill -9 of PostgreSQL");
        await _scene.Cluster.Postgres.Start();
        Timeline.Note("PostgreSQL has recovered");
    }

    private async Task StopPostgres(CancellationToken ct)
    {
        var ledger = _scene.World.Ledger;
        var before = Nodes.Select(n => n.Id).ToList();
        await _scene.Cluster.Postgres.Stop();
        Timeline.Note("PostgreSQL is stopped");
        await Task.Delay(TimeSpan.FromSeconds(2), ct); // what was committed just before is still on its way
        var acknowledged = ledger.Acknowledged;
        await Task.Delay(Away / 2, ct);
        var ready = await Task.WhenAll(Nodes.Select(n => n.Ready(_scene.World.Http)));
        await Task.Delay(Away / 2 - TimeSpan.FromSeconds(2), ct);
        var meanwhile = ledger.Acknowledged - acknowledged;
        if (meanwhile > 0)
        {
            ledger.Break($"{meanwhile} messages were acknowledged while PostgreSQL was stopped");
        }

        if (ready.Any(status => status != 503))
        {
            ledger.Break($"while PostgreSQL was stopped, /health/ready said {string.Join(", ", ready)}");
        }

        Timeline.Note($"/health/ready says {string.Join(", ", ready)}; {meanwhile} acknowledged meanwhile");
        await _scene.Cluster.Postgres.Start();
        Timeline.Note("PostgreSQL is back");
        var recovery = Stopwatch.StartNew();
        while (recovery.Elapsed < TimeSpan.FromSeconds(60) && (await Task.WhenAll(Nodes.Select(n => n.Ready(_scene.World.Http)))).Any(status => status != 200))
        {
            await Task.Delay(100, ct);
        }

        if (!Nodes.Select(n => n.Id).SequenceEqual(before) || Nodes.Any(n => !n.Runs))
        {
            ledger.Break("a node did not survive the outage of PostgreSQL");
        }

        _outage = string.Create(CultureInfo.InvariantCulture,
            $"PostgreSQL stopped for 20 s: /health/ready said {string.Join(", ", ready)}, {meanwhile} messages acknowledged meanwhile; all nodes ready {recovery.Elapsed.TotalSeconds:0.0} s after it was back, without a restart");
        Timeline.Note("all nodes are ready, none was restarted");
    }
}
