using System.Collections.Concurrent;
using System.Text.Json;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.Platform.Text;

namespace Frontdesk.Conversations.Live;

/// <summary>Somebody types, or has stopped.</summary>
public static class TypingSignal
{
    public const string Kind = "typing";

    internal sealed record Content(Guid ConversationId, SenderType Type, string Name, bool Typing);

    public static Signal Of(Guid conversationId, SenderType type, string name, bool typing) =>
        new(Kind, JsonSerializer.Serialize(new Content(conversationId, type, CleanText.Cut(name, 100), typing), Json.Options));

    internal static PassingFrame Frame(Content typing) => new(
        typing.ConversationId,
        Frames.Of(typing.Typing ? "typing:start" : "typing:stop", new { conversation_id = typing.ConversationId, sender = new { type = typing.Type, name = typing.Name } }),
        ToVisitor: typing.Type != SenderType.Customer, ToAgents: typing.Type == SenderType.Customer);
}

/// <summary>Unfinished words of an answer; the finished message follows under the same id.</summary>
public static class StreamingSignal
{
    public const string Kind = "streaming";
    public const int LongestChunk = 1500;

    internal sealed record Content(Guid ConversationId, Guid MessageId, int Offset, string Chunk, bool Cancelled = false);

    public static Signal Of(Guid conversationId, Guid messageId, int offset, string chunk) =>
        new(Kind, JsonSerializer.Serialize(new Content(conversationId, messageId, offset, chunk), Json.Options));

    /// <summary>The words so far are taken back: no message follows them.</summary>
    public static Signal Cancelled(Guid conversationId, Guid messageId) =>
        new(Kind, JsonSerializer.Serialize(new Content(conversationId, messageId, 0, "", Cancelled: true), Json.Options));

    internal static PassingFrame Frame(Content part) =>
        new(part.ConversationId, Frames.Of("message:streaming", part), ToVisitor: true, ToAgents: true, HoldsWords: true);
}

/// <summary>Turns such signals into frames for those who follow here. A stop that got lost is said by each node itself.</summary>
public sealed class PassingSignals : BackgroundService
{
    private const int TypingLasts = 6000;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<(Guid ConversationId, SenderType Type), (TypingSignal.Content Typing, long Until)> _typing = new();
    private readonly LiveConversations _live;

    public PassingSignals(ISignals signals, LiveConversations live)
    {
        _live = live;
        signals.On(TypingSignal.Kind, payload => Hear(JsonSerializer.Deserialize<TypingSignal.Content>(payload, Json.Options)!));
        signals.On(StreamingSignal.Kind, payload => live.Pass(StreamingSignal.Frame(JsonSerializer.Deserialize<StreamingSignal.Content>(payload, Json.Options)!)));
        signals.On(DeliveredSignal.Kind, payload => OnDelivered(payload, live));
    }

    private static void OnDelivered(string payload, LiveConversations live)
    {
        foreach (var (conversation, seq) in DeliveredSignal.Read(payload))
        {
            live.Pass(new PassingFrame(conversation, Frames.Of("message:delivered", new { conversation_id = conversation, seq }), ToVisitor: false, ToAgents: true));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var (who, known) in _typing)
            {
                if (known.Until < Environment.TickCount64 && _typing.TryRemove(new(who, known)))
                {
                    _live.Pass(TypingSignal.Frame(known.Typing with { Typing = false }));
                }
            }
        }
    }

    private void Hear(TypingSignal.Content typing)
    {
        var who = (typing.ConversationId, typing.Type);
        if (typing.Typing)
        {
            _typing[who] = (typing, Environment.TickCount64 + TypingLasts);
        }
        else
        {
            _typing.TryRemove(who, out _);
        }

        _live.Pass(TypingSignal.Frame(typing));
    }
}
