using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Frontdesk.Load.Proof;
using Frontdesk.Load.Wire;

namespace Frontdesk.Load.People;

/// <summary>
/// An agent's page: follows conversations of its own and of a colleague, takes over, writes, hands back and resolves, and
/// finds everything again after a reconnect.
/// </summary>
public sealed class Agent(int index, World world, int seed)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(3);
    private readonly Random _random = new(seed);
    private readonly string _name = $"agent {index}";
    private readonly ConcurrentDictionary<Guid, Sight> _sights = [];
    private readonly ConcurrentDictionary<Guid, bool> _own = [];
    private readonly HashSet<Guid> _handling = [];
    private readonly Outbox _outbox = new();
    private readonly Lifeline _lifeline = new(world, new Random(~seed));
    private WebSocketLine? _line;
    private int _written;

    /// <summary>Ends when nothing new is done any more.</summary>
    public Task HasActed { get; private set; } = Task.CompletedTask;

    public bool IsDone => _outbox.Count == 0;

    public IEnumerable<Sight> Sights => _sights.Values;

    /// <param name="own">This agent may act on it; otherwise it only looks.</param>
    public void Follow(Guid conversation, bool own)
    {
        _own[conversation] = own;
        _sights[conversation] = world.Ledger.Watch(_name, conversation, agent: true);
        if (_line is { } line)
        {
            try
            {
                Subscribe(line, _sights[conversation]);
            }
            catch (Exception lost) when (Wires.IsLost(lost))
            {
                // the next connection subscribes to all
            }
        }
    }

    public async Task Live(CancellationToken ct)
    {
        HasActed = Act(ct);
        await _lifeline.Hold(() => Serve(ct), _ => { }, ct);
        await HasActed;
    }

    private async Task Serve(CancellationToken ct)
    {
        var token = await world.AgentToken(ct);
        using var line = await WebSocketLine.Open(world.At("/api/v1/realtime"), 64 * 1024, ct);
        line.Say("auth", new { token });
        await line.Expect("ready", ct);
        _lifeline.IsBack();
        _line = line;
        line.Say("subscribe", new { inbox = true });
        foreach (var sight in _sights.Values)
        {
            sight.Begin();
            Subscribe(line, sight);
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            await Together.End(both, Read(line, both.Token), Write(line, both.Token), Together.Ping(line, world.Habits.Ping, both.Token));
        }
        finally
        {
            _line = null;
        }
    }

    private static void Subscribe(WebSocketLine line, Sight sight) => line.Say("subscribe", new { conversation_id = sight.Conversation, seq = sight.Seq, change = sight.Change });

    private async Task Read(WebSocketLine line, CancellationToken ct)
    {
        while (true)
        {
            var (name, data) = await line.Hear(3 * world.Habits.Ping, ct);
            var sight = data.TryGetProperty("conversation_id", out var id) ? _sights.GetValueOrDefault(id.GetGuid()) : null;
            switch (name)
            {
                case "resumed":
                    sight?.Answered(data.GetProperty("change").GetInt64());
                    break;
                case "message:receive" when sight is not null:
                    Receive(line, sight, data);
                    break;
                case "message:ack":
                    var entry = world.Ledger.Entries[data.GetProperty("client_message_id").GetGuid()];
                    world.Ledger.Acknowledge(entry, data.GetProperty("id").GetGuid(), data.GetProperty("conversation_id").GetGuid(), data.GetProperty("seq").GetInt64());
                    _outbox.Done(entry.Id);
                    break;
                case "message:refused":
                    Refused(data);
                    break;
                default:
                    if (sight is not null)
                    {
                        People.Sights.Note(sight, name, data);
                    }

                    break;
            }
        }
    }

    private void Receive(WebSocketLine line, Sight sight, JsonElement message)
    {
        var before = sight.Seq;
        if (!sight.Sees(message.GetProperty("seq").GetInt64(), message.GetProperty("id").GetGuid()))
        {
            sight.AskAgain();
            Subscribe(line, sight);
        }
        else if (sight.Seq > before)
        {
            world.Ledger.Delivered(message.GetProperty("client_message_id").GetGuid());
        }
    }

    /// <summary>Somebody else has the word: what was written stays unsaid. Anything else is tried again.</summary>
    private void Refused(JsonElement data)
    {
        var (id, code) = (data.GetProperty("client_message_id").GetGuid(), data.GetProperty("code").GetString()!);
        world.Tally.Count($"message:refused {code}");
        if (code == "not_allowed_now")
        {
            if (_outbox.First?.Id == id)
            {
                world.Ledger.Entries[id].Refused = code;
                lock (_handling)
                {
                    _handling.Remove(world.Ledger.Entries[id].Conversation!.Value);
                }
            }

            _outbox.Done(id);
        }
        else if (code != "unavailable")
        {
            world.Ledger.Break($"{_name}: a message was refused with {code}");
        }
    }

    private async Task Write(WebSocketLine line, CancellationToken ct)
    {
        while (true)
        {
            var entry = await _outbox.Next(ct);
            for (var times = _random.NextDouble() < world.Habits.Twice ? 2 : 1; times > 0; times--)
            {
                line.Say("message:send", new { conversation_id = entry.Conversation, client_message_id = entry.Id, content = entry.Content });
            }

            if (_random.NextDouble() < world.Habits.Drops)
            {
                throw new IOException("dropped by the client itself");
            }

            await _outbox.Without(entry, Retry, ct);
        }
    }

    private async Task Act(CancellationToken ct)
    {
        while (await world.GoesOnAfter(_random.About(world.Habits.Acts)))
        {
            if (_own.Where(o => o.Value).Select(o => o.Key).ToArray() is { Length: > 0 } own)
            {
                await Act(own[_random.Next(own.Length)], ct);
            }
        }
    }

    private async Task Act(Guid conversation, CancellationToken ct)
    {
        bool mine;
        lock (_handling)
        {
            mine = _handling.Contains(conversation);
        }

        switch (_random.Next(mine ? 10 : 3))
        {
            case >= 3:
                _outbox.Add(world.Ledger.Write(_name, ++_written, conversation));
                break;
            case 0 when mine:
                await Do("return-to-ai", conversation, ct);
                break;
            case 1 when mine:
                await Do("resolve", conversation, ct);
                break;
            default:
                await Do("takeover", conversation, ct);
                break;
        }
    }

    private async Task Do(string what, Guid conversation, CancellationToken ct)
    {
        try
        {
            await world.Http.Ask(HttpMethod.Post, world.At($"/api/v1/conversations/{conversation}/{what}"), new { }, await world.AgentToken(ct), ct);
            lock (_handling)
            {
                _ = what == "takeover" ? _handling.Add(conversation) : _handling.Remove(conversation);
            }
        }
        catch (NoException no) when (no.Status == 500)
        {
            world.Ledger.Break($"{what} was answered with 500");
        }
        catch (Exception lost) when (Wires.IsLost(lost))
        {
            world.Tally.Count($"{what}: {Wires.Reason(lost)}");
        }
    }
}
