using System.Text.Json;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge;

/// <summary>Tells the members' pages how far the reading of a source is: document:processing, :processed, :failed.</summary>
public sealed class SourceSignal : IHostedService
{
    private const string Kind = "source";

    private sealed record Content(Guid WorkspaceId, Guid DocumentId, Guid ChatbotId, SourceStatus Status, int ChunksCreated, string? Error);

    public SourceSignal(ISignals signals, WorkspaceSockets sockets) => signals.On(Kind, payload =>
    {
        var source = JsonSerializer.Deserialize<Content>(payload, Json.Options)!;
        var name = source.Status switch
        {
            SourceStatus.Completed => "document:processed",
            SourceStatus.Failed => "document:failed",
            _ => "document:processing",
        };
        sockets.Send(source.WorkspaceId, new Topic("knowledge", source.ChatbotId), Frames.Of(name, new
        {
            document_id = source.DocumentId,
            chatbot_id = source.ChatbotId,
            status = source.Status,
            chunks_created = source.ChunksCreated,
            error = source.Error is null ? null : new { code = "EXTRACTION_FAILED", message = source.Error },
        }));
    });

    public static Signal Of(Source source) => new(Kind, JsonSerializer.Serialize(
        new Content(source.WorkspaceId, source.Id, source.ChatbotId, source.Status, source.PassageCount, source.Failure), Json.Options));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
