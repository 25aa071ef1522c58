using System.Globalization;
using System.Text;
using Frontdesk.Load.Contenders;
using Frontdesk.Load.Machine;
using Frontdesk.Load.Wire;

namespace Frontdesk.Load.Trials;

/// <summary>What a silent visitor's socket costs one node, and how the node carries others' messages meanwhile.</summary>
public static class Idle
{
    private const int AtOnce = 32, Talkers = 64, Budget = 12;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    public static async Task<Outcome> Run(Place place, TrialOptions options, CancellationToken ct)
    {
        var count = options.Connections ?? 10_000;
        await using var cluster = await Cluster.Start(place, 1, 0, ct);
        var node = cluster.Nodes[0];
        var workspace = await FrontdeskWorkspace.Found(node.Address, Talkers, AtOnce, ct);
        var idle = await workspace.Arrivals(node.Address, count, AtOnce, ct);
        await Task.Delay(Settling, ct);
        var before = Vitals.Of(node.Id);

        var lines = new WebSocketLine[count];
        await Each(count, async (i, stop) => lines[i] = await Open(node.Address, workspace.AppKey, idle[i], stop), ct);
        await Task.Delay(Settling, ct);
        var after = Vitals.Of(node.Id);
        var each = (after.ResidentMb - before.ResidentMb) * 1024 / count;

        var figures = await Talk(cluster, workspace, options, ct);
        var alive = await Alive(lines, ct);
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"- {count:N0} visitors signed in and following their conversation, with a browser's handshake; then {options.Rate:N0} messages/s asked of {Talkers} others");
        text.AppendLine(CultureInfo.InvariantCulture, $"- **{each:0.0} KB a socket** (resident {before.ResidentMb:N0} → {after.ResidentMb:N0} MB, not from files {before.AnonymousMb:N0} → {after.AnonymousMb:N0} MB; budget {Budget} KB: {(each <= Budget ? "met" : "**missed**")})");
        text.AppendLine(CultureInfo.InvariantCulture, $"- Meanwhile **{figures.Rate:N0} messages/s**; acknowledged p50 {figures.Ack.P50:0.0}, p99 {figures.Ack.P99:0.0} ms; delivered p50 {figures.Delivery?.P50:0.0}, p99 {figures.Delivery?.P99:0.0} ms; {Vitals.Of(node.Id).ResidentMb:N0} MB under load");
        text.Append(CultureInfo.InvariantCulture, $"- {alive:N0} of {count:N0} idle sockets answer in the end; messages sent = acknowledged = delivered: {(figures.Account is { Balances: true } account ? $"{account.Sent:N0} ✓" : $"✗ {figures.Account}")}");
        return new Outcome(text.ToString(), figures.Account is { Balances: true } && alive == count);
    }

    private static async Task<Figures> Talk(Cluster cluster, FrontdeskWorkspace workspace, TrialOptions options, CancellationToken ct)
    {
        var node = cluster.Nodes[0];
        var token = await FrontdeskWorkspace.SignIn(node.Address, ct);
        var seqs = await Proof.Audit.LastSeqs(cluster.Database);
        var agent = await FrontdeskNodes.Watch(node.Address, token, workspace.Visitors, seqs, ct);
        var talkers = new Talker[Talkers];
        await Each(Talkers, async (i, stop) => talkers[i] = await FrontdeskNodes.Join(node.Address, workspace.AppKey, i, workspace.Visitors[i], seqs[workspace.Visitors[i].ConversationId], stop), ct);
        var window = new Window(TimeSpan.FromSeconds(3), options.Time ?? TimeSpan.FromSeconds(10));
        return await new Traffic(talkers, [agent], 1).Carry(new Load(Talkers, options.Rate), window, [node.Id], cluster.Database, ct);
    }

    private static async Task<WebSocketLine> Open(Uri node, string appKey, FrontdeskVisitor visitor, CancellationToken ct)
    {
        var line = await WebSocketLine.Open(new Uri(node, $"/api/public/chat/connect?app_key={appKey}&fingerprint={visitor.Fingerprint}"), 2048, ct, Browser(node));
        line.Send($$$"""{"event":"auth","data":{"token":"{{{visitor.Token}}}"}}""");
        await line.Await("""{"event":"ready",""", ct);
        line.Send($$$"""{"event":"resume","data":{"conversation_id":"{{{visitor.ConversationId}}}","seq":1,"change":0}}""");
        await line.Await("""{"event":"resumed",""", ct);
        return line;
    }

    private static async Task<int> Alive(WebSocketLine[] lines, CancellationToken ct)
    {
        var alive = 0;
        await Each(lines.Length, async (i, stop) =>
        {
            using var line = lines[i];
            try
            {
                line.Send("""{"event":"ping","data":{}}""");
                await line.Await("""{"event":"pong",""", stop);
                Interlocked.Increment(ref alive);
            }
            catch (Exception lost) when (People.Wires.IsLost(lost))
            {
                // counted by its absence
            }
        }, ct);
        return alive;
    }

    private static Task Each(int count, Func<int, CancellationToken, Task> act, CancellationToken ct) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (i, stop) => await act(i, stop));

    /// <summary>What Chrome sends along: a server keeps some of it as long as the socket is open.</summary>
    private static string Browser(Uri node) =>
        $"Origin: {node.GetLeftPart(UriPartial.Authority)}\r\nUser-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36\r\n"
        + "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-GB,en;q=0.9,de;q=0.8\r\nCache-Control: no-cache\r\nPragma: no-cache\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
}
