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
}

/// <summary>Turns such signals into frames for those who follow here.</summary>
public sealed class PassingSignals : IHostedService
{
    public PassingSignals(ISignals signals, LiveConversations live)
    {
        signals.On(TypingSignal.Kind, payload =>
        {
            var typing = JsonSerializer.Deserialize<TypingSignal.Content>(payload, Json.Options)!;
            var frame = Frames.Of(typing.Typing ? "typing:start" : "typing:stop",
                new { conversation_id = typing.ConversationId, sender = new { type = typing.Type, name = typing.Name } });
            live.Pass(new PassingFrame(typing.ConversationId, frame, ToVisitor: typing.Type != SenderType.Customer, ToAgents: typing.Type == SenderType.Customer));
        });
        signals.On(StreamingSignal.Kind, payload =>
        {
            var part = JsonSerializer.Deserialize<StreamingSignal.Content>(payload, Json.Options)!;
            live.Pass(new PassingFrame(part.ConversationId, Frames.Of("message:streaming", part), ToVisitor: true, ToAgents: true, HoldsWords: true));
        });
        signals.On(DeliveredSignal.Kind, payload => OnDelivered(payload, live));
    }

    private static void OnDelivered(string payload, LiveConversations live)
    {
        foreach (var (conversation, seq) in DeliveredSignal.Read(payload))
        {
            live.Pass(new PassingFrame(conversation, Frames.Of("message:delivered", new { conversation_id = conversation, seq }), ToVisitor: false, ToAgents: true));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
