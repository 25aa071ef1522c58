using System.Text.Json;
using Frontdesk.Knowledge.Reading;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge;

/// <summary>Tells the members' pages how far the reading of a source is: document:processing, :processed, :failed.</summary>
public sealed class SourceSignal : IHostedService
{
    private const string Kind = "source";

    private sealed record Content(
        Guid WorkspaceId, Guid DocumentId, Guid ChatbotId, SourceStatus Status, ReadingStep? Step, int Progress, int Passages, int Embeddings, double? Seconds, string? Code, string? Error);

    public SourceSignal(ISignals signals, WorkspaceSockets sockets) => signals.On(Kind, payload =>
    {
        var source = JsonSerializer.Deserialize<Content>(payload, Json.Options)!;
        sockets.Send(source.WorkspaceId, new Topic("knowledge", source.ChatbotId), FrameOf(source));
    });

    public static Signal Of(Source s) => new(Kind, JsonSerializer.Serialize(
        new Content(s.WorkspaceId, s.Id, s.ChatbotId, s.Status, s.Step, s.Progress, s.PassageCount, s.EmbeddingsGenerated, s.ReadingSeconds, s.FailureCode, s.Failure), Json.Options));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static ReadOnlyMemory<byte> FrameOf(Content s) => s.Status switch
    {
        SourceStatus.Completed => Frames.Of("document:processed", new
        {
            s.DocumentId,
            s.ChatbotId,
            s.Status,
            chunks_created = s.Passages,
            embeddings_generated = s.Embeddings,
            processing_time_seconds = Math.Round(s.Seconds ?? 0, 1),
        }),
        SourceStatus.Failed => Frames.Of("document:failed", new { s.DocumentId, s.ChatbotId, s.Status, error = new { code = s.Code, message = s.Error } }),
        _ => Frames.Of("document:processing", new { s.DocumentId, s.ChatbotId, status = s.Step is { } step ? SnakeCase.Text(step) : SnakeCase.Text(s.Status), s.Progress }),
    };
}
