using Frontdesk.Load.Machine;
using Frontdesk.Load.Wire;

namespace Frontdesk.Load.Contenders;

/// <summary>
/// What one would build otherwise: Node, socket.io and pg (bench/baseline). With two processes visitors and agents are apart
/// and NOTIFY carries the messages over, as with Frontdesk; with one it does not have to.
/// </summary>
public sealed class SocketIoServers : IContender
{
    private const int Agents = 8;
    private const string Engine = "/socket.io/?EIO=4&transport=websocket";

    private readonly List<ServerProcess> _processes;
    private readonly Uri _visitors, _agents;
    private readonly EmbeddedDatabase _database;
    private readonly string _name;
    private readonly Guid[] _conversations;

    private SocketIoServers(List<ServerProcess> processes, Uri visitors, Uri agents, EmbeddedDatabase database, string name, Guid[] conversations) =>
        (_processes, _visitors, _agents, _database, _name, _conversations) = (processes, visitors, agents, database, name, conversations);

    public string Name => _processes.Count == 1 ? "Node socket.io, 1 process" : "Node socket.io, 2 processes";

    public static async Task<SocketIoServers> Start(string program, int processes, EmbeddedDatabase database, int visitors)
    {
        var name = $"bench_node_{processes}";
        await database.Create(name);
        await database.Execute(name, await database.MessagesTable() + ";" + Conversations);
        var conversations = Enumerable.Range(0, visitors).Select(_ => Guid.CreateVersion7()).ToArray();
        await database.Execute(name, "insert into conversations (id) values " + string.Join(',', conversations.Select(id => $"('{id}')")));
        var addresses = Enumerable.Range(0, processes).Select(_ => FreePort.Address()).ToArray();
        var started = new List<ServerProcess>();
        foreach (var address in addresses)
        {
            started.Add(await ServerProcess.Start("node", [program], new Dictionary<string, string>
            {
                ["PORT"] = $"{address.Port}",
                ["PGHOST"] = database.Socket,
                ["PGUSER"] = "frontdesk",
                ["PGDATABASE"] = name,
                ["NODE_ENV"] = "production",
            }, "ready"));
        }

        return new SocketIoServers(started, addresses[0], addresses[^1], database, name, conversations);
    }

    public async Task<Figures?> Carry(Load load, Window window, int run, CancellationToken ct)
    {
        var seqs = (await _database.Ask(_name, "select id, last_seq from conversations", row => (Id: row.GetGuid(0), Seq: row.GetInt64(1)))).ToDictionary(c => c.Id, c => c.Seq);
        var mine = _conversations.Take(load.InFlight).ToArray();
        var agents = new List<WebSocketLine>();
        for (var i = 0; i < Agents; i++)
        {
            agents.Add(await Join(_agents, mine.Where((_, c) => c % Agents == i), 256 * 1024, ct));
        }

        var talkers = new List<Talker>();
        foreach (var (conversation, index) in mine.Select((c, i) => (c, i)))
        {
            talkers.Add(new Talker(index, conversation, seqs[conversation], await Join(_visitors, [conversation], 8 * 1024, ct), Dialect.SocketIo));
        }

        var figures = await new Traffic(talkers, agents, run).Carry(load, window, [.. _processes.Select(p => p.Id)], _database, ct);
        return figures with { Account = figures.Account! with { Stored = await MessageCount.Of(_database, _name, run) } };
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }
    }

    private static async Task<WebSocketLine> Join(Uri server, IEnumerable<Guid> conversations, int buffer, CancellationToken ct)
    {
        var line = await WebSocketLine.Open(new Uri(server, Engine), buffer, ct);
        await line.Await("0", ct);
        line.Send("40");
        await line.Await("40", ct);
        line.Send($$"""421["join",["{{string.Join("\",\"", conversations)}}"]]""");
        await line.Await("431[", ct);
        return line;
    }

    private const string Conversations = """
        create table conversations (
          id uuid primary key, last_seq bigint not null default 0, last_message text not null default '', last_sender text,
          last_message_at timestamptz not null default now(), changed_at timestamptz not null default now());
        create index on conversations (last_message_at desc);
        create index on conversations (changed_at)
        """;
}
