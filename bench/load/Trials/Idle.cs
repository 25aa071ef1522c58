using System.Globalization;
using System.Text;
using Frontdesk.Load.Contenders;
using Frontdesk.Load.Machine;
using Frontdesk.Load.People;

namespace Frontdesk.Load.Trials;

/// <summary>What a silent visitor's socket costs one node, and how the node carries others' messages meanwhile.</summary>
public static class Idle
{
    private const int AtOnce = 64, Talkers = 64, Agents = 8, Budget = 12;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static async Task<Outcome> Run(Place place, TrialOptions options, CancellationToken ct)
    {
        var count = options.Connections ?? 10_000;
        await using var cluster = await Cluster.Start(place, 1, 0, ct);
        var node = cluster.Nodes[0];
        var clock = new Timeline();
        var workspace = await FrontdeskWorkspace.Found(node.Address, Talkers, AtOnce, ct);
        var seeded = await VisitorsOfOld.Seed(cluster.Database, workspace.AppKey, [.. Enumerable.Range(0, count).Select(i => new FirstWords($"silent-visitor-{i}", Guid.CreateVersion7(), "Hello"))], ct);
        clock.Note($"{count:N0} visitors have been here before");
        using var silent = new SilentVisitors(node.Address, workspace.AppKey, [.. seeded.Select(s => s.Visitor)]);

        // What is compiled and pooled for talk, and for the first sockets, is not what the next ones cost.
        await Talk(cluster, workspace, options with { Time = TimeSpan.FromSeconds(10) }, 1, ct);
        await silent.Open(count / 10, AtOnce, ct);
        var before = await AtRest(node.Id, ct);
        clock.Note($"{count / 10:N0} sockets are open, the node is warm: {before.Vitals.ResidentMb:N0} MB, {before.Heap:N0} MB of it alive");
        await silent.Open(count, AtOnce, ct);
        clock.Note($"{count:N0} sockets are open and have all that was said");
        var after = await AtRest(node.Id, ct);
        clock.Note($"at rest: {after.Vitals.ResidentMb:N0} MB, {after.Heap:N0} MB of it alive");
        var figures = await Talk(cluster, workspace, options, 2, ct);
        clock.Note($"{figures.Rate:N0} messages/s were carried");
        var alive = await silent.Alive(AtOnce, ct);
        clock.Note($"{alive:N0} silent sockets answer");

        var each = Kilobytes(before.Vitals.ResidentMb, after.Vitals.ResidentMb);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"- {count:N0} visitors signed in and following their conversation, with a browser's handshake; then {options.Rate:N0} messages/s asked of {Talkers} others");
        text.AppendLine(CultureInfo.InvariantCulture, $"- **{each:0.0} KB a socket** resident ({before.Vitals.ResidentMb:N0} → {after.Vitals.ResidentMb:N0} MB, from {count / 10:N0} to {count:N0} sockets; budget {Budget} KB: {(each <= Budget ? "met" : "**missed**")}); of it alive on the managed heap {Kilobytes(before.Heap, after.Heap):0.0} KB ({before.Heap:N0} → {after.Heap:N0} MB). Both after full collections");
        text.AppendLine(CultureInfo.InvariantCulture, $"- Meanwhile **{figures.Rate:N0} messages/s**; acknowledged p50 {figures.Ack.P50:0.0}, p99 {figures.Ack.P99:0.0} ms; delivered p50 {figures.Delivery?.P50:0.0}, p99 {figures.Delivery?.P99:0.0} ms; {Vitals.Of(node.Id).ResidentMb:N0} MB under load");
        text.AppendLine(CultureInfo.InvariantCulture, $"- {alive:N0} of {count:N0} idle sockets answer in the end; messages sent = acknowledged = delivered = stored: {(figures.Account is { Balances: true } account ? $"{account.Sent:N0} ✓" : $"✗ {figures.Account}")}");
        return new Outcome(text.AppendLine().Append(clock).ToString(), figures.Account is { Balances: true } && alive == count);

        double Kilobytes(double from, double to) => (to - from) * 1024 / (count - count / 10);
    }

    /// <summary>Twice: what has a finalizer is let go of by the second collection.</summary>
    private static async Task<(double Heap, Vitals Vitals)> AtRest(int process, CancellationToken ct)
    {
        await Task.Delay(Settling, ct);
        await Garbage.Collect(process, ct);
        return (await Garbage.Collect(process, ct), Vitals.Of(process));
    }

    private static async Task<Figures> Talk(Cluster cluster, FrontdeskWorkspace workspace, TrialOptions options, int run, CancellationToken ct)
    {
        var node = cluster.Nodes[0];
        var talkers = await Bystanders.Join(cluster.Database, workspace, Talkers, Agents, node.Address, node.Address, run, ct);
        var window = new Window(TimeSpan.FromSeconds(2), options.Time ?? TimeSpan.FromSeconds(10));
        var figures = await talkers.Carry(new Load(Talkers, options.Rate), window, [node.Id], cluster.Database, ct);
        return figures with { Account = figures.Account! with { Stored = await MessageCount.Of(cluster.Database, "frontdesk", run) } };
    }
}
