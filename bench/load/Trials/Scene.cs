using System.Globalization;
using System.Text;
using Frontdesk.Load.Contenders;
using Frontdesk.Load.Machine;
using Frontdesk.Load.People;
using Frontdesk.Load.Proof;

namespace Frontdesk.Load.Trials;

/// <summary>A cluster with a company on it and people who talk; in the end, what became of every word.</summary>
public sealed class Scene : IAsyncDisposable
{
    private readonly Crowd _crowd;

    private Scene(Cluster cluster, FrontdeskWorkspace workspace, World world, Crowd crowd, string setting)
    {
        (Cluster, Workspace, World, _crowd, Setting) = (cluster, workspace, world, crowd, setting);
        Timeline = new Timeline(world.Ledger);
    }

    public Cluster Cluster { get; }
    public FrontdeskWorkspace Workspace { get; }
    public World World { get; }
    public Timeline Timeline { get; }
    public string Setting { get; }

    /// <param name="talkers">Visitors of the workspace besides, whom the trial leads itself.</param>
    /// <param name="answers">Whether the AI answers where no person has taken over.</param>
    public static async Task<Scene> Open(Place place, TrialOptions options, int nodes, int visitors, Habits habits, bool answers, CancellationToken ct, int proxies = 1, int talkers = 0)
    {
        var cluster = await Cluster.Start(place, options.Nodes ?? nodes, proxies, ct);
        try
        {
            var workspace = await FrontdeskWorkspace.Found(cluster.Nodes[0].Address, talkers, 8, ct, answers);
            var world = new World(cluster.Any, workspace.AppKey, new Ledger(), habits);
            var count = options.Connections ?? options.Visitors ?? visitors;
            var setting = string.Create(CultureInfo.InvariantCulture,
                $"- {cluster.Nodes.Count} nodes behind {cluster.Front}; {count:N0} visitors ({habits.Polling:P0} by long polling), {options.Agents} agents, seed {options.Seed}, AI answers {(answers ? "on" : "off")}");
            return new Scene(cluster, workspace, world, new Crowd(world, count, options.Agents, options.Seed), setting);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives everybody a conversation from before, so that they only have to come back.</summary>
    public Task HaveBeenHere(CancellationToken ct) => _crowd.HaveBeenHere(Cluster.Database, ct);

    public void Begin(TimeSpan arrivals) => _crowd.Begin(arrivals);

    /// <summary>What the trial does while people talk. It ends at once where one of them cannot go on.</summary>
    public async Task While(Func<CancellationToken, Task> play, CancellationToken ct)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Together.End(both, play(both.Token), _crowd.Failure.WaitAsync(both.Token));
    }

    public async Task<Outcome> End(TimeSpan patience, params string[] more)
    {
        Timeline.Note("nobody writes any more");
        var (took, missing) = await _crowd.Settle(Cluster.Database, patience);
        Timeline.Note(missing is null ? "all is sent, answered and seen" : $"gave up: {missing}");
        if (missing is not null)
        {
            World.Ledger.Break($"after {took.TotalSeconds:0} s of peace {missing}");
        }

        var verdict = await Audit.Of(World.Ledger, Cluster.Database);
        var text = new StringBuilder().AppendLine(Setting);
        foreach (var line in more)
        {
            text.Append("- ").AppendLine(line);
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"- From the first sending to the acknowledgement, outages included: {Milliseconds(World.Ledger.Ack)}; to an agent's screen: {Milliseconds(World.Ledger.Delivery)}");
        text.AppendLine(CultureInfo.InvariantCulture, $"- Clients came back {World.Tally.Reconnects:N0} times; cut off for {Milliseconds(World.Tally.Gaps)}, at most {World.Tally.LongestGap.TotalSeconds:0.0} s");
        text.AppendLine(CultureInfo.InvariantCulture, $"- What they noticed: {World.Tally}");
        text.AppendLine(verdict.ToString()).AppendLine().Append(Timeline);
        return new Outcome(text.ToString(), verdict.Holds);
    }

    public async ValueTask DisposeAsync()
    {
        _crowd.Dispose();
        World.Dispose();
        await Cluster.DisposeAsync();
    }

    private static string Milliseconds(Latencies latencies) => latencies.ToPercentiles() is var p
        ? string.Create(CultureInfo.InvariantCulture, $"p50 {p.P50:N0}, p95 {p.P95:N0}, p99 {p.P99:N0} ms")
        : "";
}
