using System.Text.Json;
using Frontdesk.Conversations;
using Frontdesk.Platform.Text;
using Shouldly;

namespace Frontdesk.Tests.Harness;

/// <summary>A stored message as its sender is told.</summary>
public sealed record Sent(Guid Id, Guid ConversationId, long Seq);

/// <summary>Somebody with the widget open. On HTTP polling until they connect a socket; what they hear is the same.</summary>
public sealed class Visitor(Node node, string appKey, string name)
{
    private readonly List<MessageView> _heard = [];
    private readonly HashSet<Guid> _listenedTo = [];
    private readonly List<EventView> _noticed = [];
    private readonly HashSet<long> _recalled = [];

    public string Fingerprint { get; init; } = $"{name}-{Guid.NewGuid():N}";
    public string? Token { get; set; }
    public Guid SessionId { get; private set; }
    public Guid ConversationId { get; private set; }
    public Line? Line { get; private set; }

    /// <summary>What this visitor's screen shows, in the order it came.</summary>
    public IReadOnlyList<MessageView> Heard => _heard;

    public long LastSeq => _heard.Count == 0 ? 0 : _heard.Max(m => m.Seq);

    public string SocketPath => $"/api/public/chat/connect?app_key={appKey}&fingerprint={Fingerprint}";

    /// <summary>The raw request; what comes back is for the test to judge.</summary>
    public Task<Reply> Sends(string content, Guid? id = null, params (string, string)[] headers) =>
        node.Post("/api/public/chat/message", Body(content, id ?? Guid.CreateVersion7()), Token, headers);

    public object Body(string content, Guid id) => new
    {
        app_key = appKey,
        fingerprint = Fingerprint,
        session_id = Token is null ? (Guid?)null : SessionId,
        client_message_id = id,
        content,
    };

    /// <summary>Writes a message and hears that it was stored: over the socket where there is one.</summary>
    public Task<Sent> Says(string content, Guid? id = null) => Line is null ? SaysOverHttp(content, id) : SaysOverSocket(content, id ?? Guid.CreateVersion7());

    /// <summary>The next message of this sender that was not waited for before.</summary>
    public async Task<MessageView> Hears(SenderType from, Func<MessageView, bool>? that = null)
    {
        bool Fits(MessageView m) => m.Sender.Type == from && !_listenedTo.Contains(m.Id) && (that?.Invoke(m) ?? true);
        var found = await Eventually.Find(async () =>
        {
            await Listens(_heard.Exists(Fits));
            return _heard.Find(Fits);
        }, $"{name} to hear from the {from}");
        _listenedTo.Add(found.Id);
        return found;
    }

    /// <summary>The next line of the log of this kind, with its data.</summary>
    public async Task<JsonElement> Notices(EventKind kind)
    {
        if (Line is not null)
        {
            return await Line.Receives(FrameOf(kind));
        }

        var found = await Eventually.Find(async () =>
        {
            await Listens(_noticed.Exists(e => e.Kind == kind && !_recalled.Contains(e.Change)));
            return _noticed.Find(e => e.Kind == kind && !_recalled.Contains(e.Change));
        }, $"{name} to notice {kind}");
        _recalled.Add(found.Change);
        return found.Data;
    }

    /// <summary>Opens a socket and follows the conversation from where this visitor's screen is.</summary>
    public async Task<Line> Connects(Node? to = null, long? seq = null, long change = 0)
    {
        Line = await Line.Open((to ?? node).Socket(SocketPath));
        await Line.Send("auth", new { token = Token });
        (await Line.Receives("ready")).GetProperty("conversation_id").GetGuid().ShouldBe(ConversationId);
        await Line.Send("resume", new { conversation_id = ConversationId, seq = seq ?? LastSeq, change });
        await Line.Receives("resumed");
        return Line;
    }

    public void LosesConnection()
    {
        Line!.Breaks();
        Line = null;
    }

    public Task<Reply> History(string query = "", Guid? session = null, params (string, string)[] headers) =>
        node.Get($"/api/public/chat/history/{session ?? SessionId}{query}", Token, headers);

    public async Task<ReadHistory.View> Screen() => (await History()).As<ReadHistory.View>();

    public Task<Reply> Does(string what, object body) => node.Post("/api/public/chat/" + what, body, Token);

    public Task<Reply> TriesToRate(int score) => Does("rating", new { conversation_id = ConversationId, score });

    public async Task Rates(int score) => (await TriesToRate(score)).Ok();

    public async Task AsksForPerson() => (await Does("escalate", new { conversation_id = ConversationId })).Ok();

    public static string FrameOf(EventKind kind) => kind switch
    {
        EventKind.AgentJoined => "agent:joined",
        EventKind.AgentLeft => "agent:left",
        _ => "conversation:" + JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString()),
    };

    private async Task<Sent> SaysOverHttp(string content, Guid? id)
    {
        var answer = (await Sends(content, id)).Ok();
        Keeps(answer);
        return new Sent(answer["message"].GetProperty("id").GetGuid(), ConversationId, answer["message"].GetProperty("seq").GetInt64());
    }

    /// <summary>Remembers the session an answer has opened.</summary>
    public void Keeps(Reply answer)
    {
        SessionId = answer["session_id"].GetGuid();
        ConversationId = answer["conversation_id"].GetGuid();
        Token = answer["visitor_token"].GetString();
    }

    private async Task<Sent> SaysOverSocket(string content, Guid id)
    {
        await Line!.Send("message:send", new { conversation_id = ConversationId, client_message_id = id, content });
        var ack = await Line.Receives("message:ack", a => a.GetProperty("client_message_id").GetGuid() == id);
        return new Sent(ack.GetProperty("id").GetGuid(), ack.GetProperty("conversation_id").GetGuid(), ack.GetProperty("seq").GetInt64());
    }

    private async Task Listens(bool heardAlready)
    {
        if (heardAlready)
        {
            return;
        }

        if (Line is not null)
        {
            _heard.Add((await Line.Receives("message:receive")).Deserialize<MessageView>(Json.Options)!);
            return;
        }

        var change = _noticed.Count == 0 ? 0 : _noticed.Max(e => e.Change);
        var news = (await History($"?after={LastSeq}&changed_after={change}")).As<ReadHistory.View>();
        _heard.AddRange(news.Messages);
        _noticed.AddRange(news.Events);
    }
}
