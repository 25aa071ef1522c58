using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;

namespace Frontdesk.Knowledge.Indexes;

/// <summary>Tells the members' pages that the embeddings of a chatbot's knowledge have come further, or stopped.</summary>
public sealed class EmbeddingSignal : IHostedService
{
    private const string Kind = "embedded";

    public EmbeddingSignal(ISignals signals, WorkspaceSockets sockets) => signals.On(Kind, payload =>
    {
        var (workspace, chatbot) = (Guid.Parse(payload.AsSpan(0, 36)), Guid.Parse(payload.AsSpan(37)));
        sockets.Send(workspace, new Topic("knowledge", chatbot), Frames.Of("knowledge:embedded", new { chatbot_id = chatbot }));
    });

    public static Signal Of(Guid workspaceId, Guid chatbotId) => new(Kind, $"{workspaceId} {chatbotId}");

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
