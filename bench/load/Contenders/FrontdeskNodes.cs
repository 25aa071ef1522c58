using System.Globalization;
using Frontdesk.Load.Machine;
using Frontdesk.Load.People;
using Frontdesk.Load.Wire;

namespace Frontdesk.Load.Contenders;

/// <summary>Two Frontdesk servers on one database: visitors talk to the first, the agents' sockets hang on the second.</summary>
public sealed class FrontdeskNodes : IContender
{
    private const int Agents = 8;
    private const int AtOnce = 8; // keeps the servers' connection pools small: PostgreSQL allows 100 to everybody together

    private readonly ServerProcess _first, _second;
    private readonly Uri _visitors, _agents;
    private readonly FrontdeskWorkspace _workspace;

    private FrontdeskNodes(ServerProcess first, Uri visitors, ServerProcess second, Uri agents, EmbeddedDatabase database, FrontdeskWorkspace workspace) =>
        (_first, _visitors, _second, _agents, Database, _workspace) = (first, visitors, second, agents, database, workspace);

    public string Name => "Frontdesk, 2 nodes";
    public EmbeddedDatabase Database { get; }

    /// <param name="program">The published Frontdesk.dll.</param>
    /// <param name="data">A new folder for the servers' data.</param>
    /// <param name="visitors">How many conversations to prepare.</param>
    public static async Task<FrontdeskNodes> Start(string program, string data, int visitors, CancellationToken ct)
    {
        var (here, there) = (FreePort.Address(), FreePort.Address());
        var (firstData, secondData) = (Path.Combine(data, "a"), Path.Combine(data, "b"));
        var first = await Serve(program, here, firstData, null);
        try
        {
            var database = new EmbeddedDatabase(firstData);
            var second = await Serve(program, there, secondData, $"Host={database.Socket};Username=frontdesk;Database=frontdesk;Connection Idle Lifetime=5;Connection Pruning Interval=1");
            var workspace = await FrontdeskWorkspace.Found(here, visitors, AtOnce, ct);
            return new FrontdeskNodes(first, here, second, there, database, workspace);
        }
        catch
        {
            await first.DisposeAsync();
            throw;
        }
    }

    public async Task<Figures?> Carry(Load load, Window window, int run, CancellationToken ct)
    {
        var seqs = (await Database.Ask("frontdesk", "select id, last_seq from conversations", row => (Id: row.GetGuid(0), Seq: row.GetInt64(1)))).ToDictionary(c => c.Id, c => c.Seq);
        var mine = _workspace.Visitors.Take(load.InFlight).ToArray();
        var token = await FrontdeskWorkspace.SignIn(_agents, ct);
        var agents = await AtOnce.Times(Agents, (i, stop) => Watch(_agents, token, mine.Where((_, v) => v % Agents == i), seqs, stop), ct);
        var talkers = await AtOnce.Times(mine.Length, (i, stop) => Join(_visitors, _workspace.AppKey, i, mine[i], seqs[mine[i].ConversationId], stop), ct);
        var figures = await new Traffic(talkers, agents, run).Carry(load, window, [_first.Id, _second.Id], Database, ct);
        return figures with { Account = figures.Account! with { Stored = await MessageCount.Of(Database, "frontdesk", run) } };
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    internal static async Task<Talker> Join(Uri node, string appKey, int index, FrontdeskVisitor visitor, long seq, CancellationToken ct)
    {
        var line = await WebSocketLine.Open(new Uri(node, $"/api/public/chat/connect?app_key={appKey}&fingerprint={visitor.Fingerprint}"), 8 * 1024, ct);
        line.Send($$$"""{"event":"auth","data":{"token":"{{{visitor.Token}}}"}}""");
        await line.Await("""{"event":"ready",""", ct);
        line.Send($$$"""{"event":"resume","data":{"conversation_id":"{{{visitor.ConversationId}}}","seq":{{{seq}}},"change":1000000}}""");
        await line.Await("""{"event":"resumed",""", ct);
        return new Talker(index, visitor.ConversationId, seq, line, Dialect.Frontdesk);
    }

    internal static async Task<WebSocketLine> Watch(Uri node, string token, IEnumerable<FrontdeskVisitor> visitors, Dictionary<Guid, long> seqs, CancellationToken ct)
    {
        var line = await WebSocketLine.Open(new Uri(node, "/api/v1/realtime"), 256 * 1024, ct);
        line.Send($$$"""{"event":"auth","data":{"token":"{{{token}}}"}}""");
        await line.Await("""{"event":"ready",""", ct);
        foreach (var visitor in visitors)
        {
            line.Send($$$"""{"event":"subscribe","data":{"conversation_id":"{{{visitor.ConversationId}}}","seq":{{{seqs[visitor.ConversationId]}}},"change":1000000}}""");
            await line.Await("""{"event":"resumed",""", ct);
        }

        return line;
    }

    private static Task<ServerProcess> Serve(string program, Uri address, string data, string? database)
    {
        Directory.CreateDirectory(data);
        var environment = new Dictionary<string, string> { ["FRONTDESK_LIMITS_SCALE"] = 100_000.ToString(CultureInfo.InvariantCulture) };
        if (database is not null)
        {
            environment["FRONTDESK_DATABASE"] = database;
        }

        return ServerProcess.Start("dotnet", [program, "--urls", address.GetLeftPart(UriPartial.Authority), "--data", data], environment, "Frontdesk is ready");
    }
}
