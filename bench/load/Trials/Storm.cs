using System.Diagnostics;
using System.Globalization;
using Frontdesk.Load.Machine;
using Frontdesk.Load.People;

namespace Frontdesk.Load.Trials;

/// <summary>
/// Thousands of sockets over three nodes; one node dies, and all of its visitors come back at once to the others. Meanwhile
/// others talk on the nodes that are left: what do they notice?
/// </summary>
public static class Storm
{
    private const int Talkers = 50, PerSecond = 100, ComeInASecond = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Calm = TimeSpan.FromSeconds(10);

    public static async Task<Outcome> Run(Place place, TrialOptions options, CancellationToken ct)
    {
        // A connection costs a proxy two file descriptors, and a process may have 20,000 here: two proxies, as a larger site has.
        var count = options.Connections ?? 10_000;
        await using var scene = await Scene.Open(place, options with { Connections = count }, 3, count, Habits.Silent, answers: false, ct, proxies: count > 4000 ? 2 : 1, talkers: Talkers);
        await scene.HaveBeenHere(ct);
        scene.Timeline.Note($"{count:N0} visitors have been here before");
        scene.Begin(TimeSpan.FromSeconds((double)count / ComeInASecond));
        List<string> report = [];
        await scene.While(ending => Break(scene, count, report, ending), ct);
        return await scene.End(TimeSpan.FromSeconds(120), [.. report]);
    }

    private static async Task Break(Scene scene, int count, List<string> report, CancellationToken ct)
    {
        var nodes = scene.Cluster.Nodes;
        await Until(scene, count, ct);
        scene.Timeline.Note($"{scene.World.Online:N0} sockets are open and have all that was said");
        var calm = await Talk(scene, 1, () => Task.Delay(Calm, ct), ct);
        scene.Timeline.Note($"{Talkers} others have talked for {Calm.TotalSeconds:0} s");

        var left = nodes.SkipLast(1).Select(n => n.Id).ToList();
        var before = Reading.Of(left, scene.Cluster.Database);
        var took = TimeSpan.Zero;
        var noticed = await Talk(scene, 2, async () => took = await Kill(scene, nodes[^1], count, ct), ct);
        var spent = Reading.Of(left, scene.Cluster.Database) - before;

        var gaps = scene.World.Tally.Gaps.ToPercentiles();
        report.Add(string.Create(CultureInfo.InvariantCulture, $"**All {count:N0} sockets were there again and had all that was said {took.TotalSeconds:0.0} s after the kill**; a visitor was cut off for p50 {gaps.P50 / 1000:0.0}, p99 {gaps.P99 / 1000:0.0} s"));
        report.Add(string.Create(CultureInfo.InvariantCulture, $"{Talkers} others, on the nodes left ({PerSecond} messages/s, open loop): {Heard(calm)} in calm, {Heard(noticed)} while the rest came back; {noticed.Account!.Sent:N0} sent = acknowledged = delivered = stored {(noticed.Account.Balances ? "✓" : $"✗ {noticed.Account}")}"));
        report.Add(string.Create(CultureInfo.InvariantCulture, $"The nodes left held {before.Memory:N0} MB before and {spent.Memory:N0} MB after"));
        if (!calm.Account!.Balances || !noticed.Account.Balances)
        {
            scene.World.Ledger.Break("what the others sent, were told and heard does not balance");
        }
    }

    private static async Task<TimeSpan> Kill(Scene scene, ClusterNode victim, int count, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        await victim.Kill();
        var least = count;
        while ((scene.World.Online < count || least == count) && clock.Elapsed < Patience)
        {
            least = Math.Min(least, scene.World.Online);
            await Task.Delay(20, ct);
        }

        scene.Timeline.Note($"kill -9 of {victim.Name} {clock.Elapsed.TotalSeconds:0.0} s ago; {least:N0} sockets were left, {scene.World.Online:N0} are open now");
        if (scene.World.Online < count)
        {
            scene.World.Ledger.Break($"only {scene.World.Online:N0} of {count:N0} sockets were back after {clock.Elapsed.TotalSeconds:0} s");
        }

        return clock.Elapsed;
    }

    private static async Task<Figures> Talk(Scene scene, int run, Func<Task> meanwhile, CancellationToken ct)
    {
        var (cluster, nodes) = (scene.Cluster, scene.Cluster.Nodes);
        var traffic = await Bystanders.Join(cluster.Database, scene.Workspace, Talkers, 1, nodes[0].Address, nodes[Math.Max(0, nodes.Count - 2)].Address, run, ct);
        var figures = await traffic.Carry(new Load(Talkers, PerSecond), meanwhile, [.. nodes.SkipLast(1).Select(n => n.Id)], cluster.Database);
        return figures with { Account = figures.Account! with { Stored = await Contenders.MessageCount.Of(cluster.Database, "frontdesk", run) } };
    }

    private static string Heard(Figures figures) => string.Create(CultureInfo.InvariantCulture,
        $"delivered p50 {figures.Delivery?.P50:0}, p99 {figures.Delivery?.P99:0}, at worst {figures.Delivery?.Worst:0} ms");

    private static async Task Until(Scene scene, int online, CancellationToken ct)
    {
        var waiting = Stopwatch.StartNew();
        while (scene.World.Online < online && waiting.Elapsed < Patience)
        {
            await Task.Delay(50, ct);
        }

        if (scene.World.Online < online)
        {
            throw new TimeoutException($"Only {scene.World.Online:N0} of {online:N0} sockets were open after {Patience.TotalMinutes:0} minutes. {scene.World.Tally}");
        }
    }
}
