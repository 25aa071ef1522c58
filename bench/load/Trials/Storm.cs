using System.Diagnostics;
using System.Globalization;
using Frontdesk.Load.Machine;
using Frontdesk.Load.People;

namespace Frontdesk.Load.Trials;

/// <summary>Thousands of sockets over three nodes; one node dies, and all of its visitors come back at once to the others.</summary>
public static class Storm
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task<Outcome> Run(Place place, TrialOptions options, CancellationToken ct)
    {
        // A connection costs a proxy two file descriptors, and a process has 20,000 here: two proxies.
        var count = options.Connections ?? 10_000;
        await using var scene = await Scene.Open(place, options with { Connections = count }, 3, count, Habits.Silent, answers: false, ct, proxies: count > 4000 ? 2 : 1);
        scene.Begin(TimeSpan.FromSeconds(count / 150.0));
        await Until(scene, count, ct);
        scene.Timeline.Note($"{scene.World.Online:N0} sockets are open and have all that was said");
        var left = scene.Cluster.Nodes.SkipLast(1).Select(n => n.Id).ToList();
        var before = Reading.Of(left, scene.Cluster.Database);
        var (clock, victim) = (Stopwatch.StartNew(), scene.Cluster.Nodes[^1]);
        await victim.Kill();
        await Task.Delay(TimeSpan.FromMilliseconds(500), ct); // until the clients have noticed
        scene.Timeline.Note($"kill -9 of {victim.Name}; {scene.World.Online:N0} sockets are left");
        await Until(scene, count, ct);
        var took = clock.Elapsed;
        scene.Timeline.Note($"{scene.World.Online:N0} sockets are open and have all that was said");
        if (scene.World.Online < count)
        {
            scene.World.Ledger.Break($"only {scene.World.Online:N0} of {count:N0} sockets were back after {took.TotalSeconds:0} s");
        }

        var spent = Reading.Of(left, scene.Cluster.Database) - before;
        var report = string.Create(CultureInfo.InvariantCulture,
            $"**The last of {count:N0} sockets was back {took.TotalSeconds:0.0} s after the kill.** The nodes left held {before.Memory:N0} MB before and {spent.Memory:N0} MB after; a return cost {PerReturn(spent.ServerMicros):N0} µs of the servers' and {PerReturn(spent.DatabaseMicros):N0} µs of PostgreSQL's processor time");
        return await scene.End(TimeSpan.FromSeconds(120), report);

        double PerReturn(double micros) => micros / Math.Max(1, scene.World.Tally.Reconnects);
    }

    private static async Task Until(Scene scene, int online, CancellationToken ct)
    {
        var waiting = Stopwatch.StartNew();
        while (scene.World.Online < online && waiting.Elapsed < Patience)
        {
            await Task.Delay(50, ct);
        }
    }
}
