using System.Globalization;
using System.Text.Json;
using Frontdesk.Load.Contenders;
using Frontdesk.Load.Proof;
using Frontdesk.Load.Wire;

namespace Frontdesk.Load.People;

/// <summary>
/// A visitor's browser, doing what docs/api/realtime.md asks of a client: an outbox whose first message is sent until it is
/// acknowledged, a cursor that is said on each reconnect, and long polling where there is no WebSocket.
/// </summary>
public sealed class Visitor(int index, World world, int seed)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(3);
    private readonly Random _random = new(seed);
    private readonly string _name = $"visitor {index}";
    private readonly Outbox _outbox = new();
    private readonly Lifeline _lifeline = new(world, new Random(~seed));
    private readonly TaskCompletionSource<Guid> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Guid _session;
    private string? _token;
    private Sight? _sight;

    /// <summary>Sent again where the token opens nothing any more: the same conversation answers with a fresh one.</summary>
    private Entry? _opening;
    private bool _shutOut;
    private int _written;

    public string Fingerprint { get; } = $"visitor-of-the-trial-{index}";

    /// <summary>The conversation, once it is open.</summary>
    public Task<Guid> Opened => _opened.Task;

    public bool IsDone => _outbox.Count == 0;

    public Sight? Sight => _sight;

    private Guid Conversation => _sight!.Conversation;

    /// <summary>Ends when nothing new is written any more.</summary>
    public Task HasTalked { get; private set; } = Task.CompletedTask;

    /// <summary>What it wrote when it was here before.</summary>
    public Entry FirstWords() => world.Ledger.Write(_name, ++_written, null);

    /// <summary>This browser was here before: it kept its token, and its first message was acknowledged then.</summary>
    public void Remember(FrontdeskVisitor before, Entry opening)
    {
        (_session, _token, _opening) = (before.SessionId, before.Token, opening);
        See(before.ConversationId);
    }

    public async Task Live(CancellationToken ct)
    {
        HasTalked = Talk();
        var polls = _random.NextDouble() < world.Habits.Polling;
        await _lifeline.Hold(() => _sight is null || _shutOut ? Open(ct) : polls ? Poll(ct) : Converse(ct), Notice, ct);
        await HasTalked;
    }

    private void Notice(Exception lost) => _shutOut |= lost is NoException { Status: 401 } || lost.Message.Contains("4401", StringComparison.Ordinal);

    /// <summary>Writes whether or not there is a connection; somebody new says hello at once.</summary>
    private async Task Talk()
    {
        while (await world.GoesOnAfter(_written == 0 ? TimeSpan.Zero : _random.About(world.Habits.Between)))
        {
            _outbox.Add(world.Ledger.Write(_name, ++_written, null));
        }
    }

    /// <summary>The first message opens the conversation, however often it has to be sent.</summary>
    private async Task Open(CancellationToken ct)
    {
        _opening ??= await _outbox.Next(ct);
        await world.Door.WaitAsync(ct);
        try
        {
            _token = null;
            await Post(_opening, ct);
            _shutOut = false;
        }
        finally
        {
            world.Door.Release();
        }
    }

    private async Task Post(Entry entry, CancellationToken ct)
    {
        try
        {
            var twice = _random.NextDouble() < world.Habits.Twice;
            var answers = await Task.WhenAll(Enumerable.Range(0, twice ? 2 : 1).Select(_ => world.Http.Ask(HttpMethod.Post, world.At("/api/public/chat/message"), Body(entry), _token, ct)));
            foreach (var answer in answers)
            {
                Posted(entry, answer);
            }

            _outbox.Done(entry.Id);
        }
        catch (NoException no) when (no.Status is >= 400 and < 500 and not 401)
        {
            world.Ledger.Break($"{entry} was refused with {no.Message}");
            throw;
        }
        catch (NoException no) when (no.Status == 500)
        {
            world.Ledger.Break($"{entry} was answered with 500");
            throw;
        }
    }

    private object Body(Entry entry) => _token is null // no session yet, or a token that opens nothing any more
        ? new { app_key = world.AppKey, fingerprint = Fingerprint, client_message_id = entry.Id, content = entry.Content }
        : new { app_key = world.AppKey, fingerprint = Fingerprint, session_id = _session, client_message_id = entry.Id, content = entry.Content };

    private void Posted(Entry entry, JsonElement answer)
    {
        var (conversation, message) = (answer.GetProperty("conversation_id").GetGuid(), answer.GetProperty("message"));
        world.Ledger.Acknowledge(entry, message.GetProperty("id").GetGuid(), conversation, message.GetProperty("seq").GetInt64());
        (_session, _token) = (answer.GetProperty("session_id").GetGuid(), answer.GetProperty("visitor_token").GetString() ?? _token);
        if (_sight is null)
        {
            See(conversation);
        }
    }

    private void See(Guid conversation)
    {
        _sight = world.Ledger.Watch(_name, conversation, agent: false);
        _opened.TrySetResult(conversation);
    }

    // Long polling: one request waits for news, another brings what was written.

    private async Task Poll(CancellationToken ct)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Together.End(both, Listen(both.Token), SendAll(entry => Post(entry, both.Token), both.Token));
    }

    private async Task Listen(CancellationToken ct)
    {
        while (true)
        {
            var query = string.Create(CultureInfo.InvariantCulture, $"?conversation_id={Conversation}&after={_sight!.Seq}&changed_after={_sight.Change}&wait=5");
            var page = await world.Http.Ask(HttpMethod.Get, world.At($"/api/public/chat/history/{_session}{query}"), null, _token, ct);
            _lifeline.IsBack();
            _sight.Begin();
            foreach (var message in page.GetProperty("messages").EnumerateArray())
            {
                _sight.Sees(message.GetProperty("seq").GetInt64(), message.GetProperty("id").GetGuid());
            }

            foreach (var happened in page.GetProperty("events").EnumerateArray())
            {
                _sight.Happened(happened.GetProperty("kind").GetString()!, happened.GetProperty("change").GetInt64(), isStatus: false);
            }

            if (!page.GetProperty("has_more").GetBoolean())
            {
                _sight.Answered(page.GetProperty("change").GetInt64());
            }
        }
    }

    // The socket: one loop reads, one writes; when either ends, both do.

    private async Task Converse(CancellationToken ct)
    {
        using var line = await WebSocketLine.Open(world.At($"/api/public/chat/connect?app_key={world.AppKey}&fingerprint={Fingerprint}"), 8 * 1024, ct);
        line.Say("auth", new { token = _token });
        await line.Expect("ready", ct);
        _sight!.Begin();
        Resume(line);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var isOnline = false;
        try
        {
            await Together.End(both, Read(line, Return, both.Token), SendAll(entry => SendOnce(line, entry, both.Token), both.Token), Together.Ping(line, world.Habits.Ping, both.Token));
        }
        finally
        {
            if (isOnline)
            {
                world.Went();
            }
        }

        void Return()
        {
            _lifeline.IsBack();
            if (!isOnline)
            {
                world.Came();
                isOnline = true;
            }
        }
    }

    private void Resume(WebSocketLine line) => line.Say("resume", new { conversation_id = Conversation, seq = _sight!.Seq, change = _sight.Change });

    private async Task Read(WebSocketLine line, Action back, CancellationToken ct)
    {
        while (true)
        {
            var (name, data) = await line.Hear(3 * world.Habits.Ping, ct);
            switch (name)
            {
                case "resumed":
                    _sight!.Answered(data.GetProperty("change").GetInt64());
                    back();
                    break;
                case "message:receive" when !_sight!.Sees(data.GetProperty("seq").GetInt64(), data.GetProperty("id").GetGuid()):
                    _sight.AskAgain();
                    Resume(line);
                    break;
                case "message:ack":
                    Acknowledged(data);
                    break;
                case "message:refused" when data.GetProperty("code").GetString() is not "unavailable" and var code:
                    world.Ledger.Break($"{_name}: a message was refused with {code}");
                    break;
                case "message:refused":
                    world.Tally.Count("message:refused unavailable");
                    break;
                default:
                    Sights.Note(_sight!, name, data);
                    break;
            }
        }
    }

    private void Acknowledged(JsonElement data)
    {
        var id = data.GetProperty("client_message_id").GetGuid();
        world.Ledger.Acknowledge(world.Ledger.Entries[id], data.GetProperty("id").GetGuid(), data.GetProperty("conversation_id").GetGuid(), data.GetProperty("seq").GetInt64());
        _outbox.Done(id);
    }

    /// <summary>Sends and waits for the acknowledgement; the next try comes from the outer loop.</summary>
    private async Task SendOnce(WebSocketLine line, Entry entry, CancellationToken ct)
    {
        for (var times = _random.NextDouble() < world.Habits.Twice ? 2 : 1; times > 0; times--)
        {
            line.Say("message:send", new { conversation_id = Conversation, client_message_id = entry.Id, content = entry.Content });
        }

        await _outbox.Without(entry, Retry, ct);
    }

    private async Task SendAll(Func<Entry, Task> send, CancellationToken ct)
    {
        while (true)
        {
            var entry = await _outbox.Next(ct);
            if (_random.NextDouble() < world.Habits.Late)
            {
                await Task.Delay(_random.Next(500), ct);
            }

            await send(entry);
            if (_random.NextDouble() < world.Habits.Drops)
            {
                throw new IOException("dropped by the client itself");
            }
        }
    }
}
