using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Takes a file and queues its reading. What is wrong inside the file shows in the source's status.</summary>
public sealed class AddDocument(FrontdeskDb db, FileStore files, TimeProvider clock)
{
    /// <summary>404 for a chatbot the member does not see, 422 for a file of the wrong kind or size.</summary>
    public async Task<(Source? Source, IResult? Problem)> From(IFormFile file, Guid chatbotId, string? title, CurrentAgent agent, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        var name = CleanText.Optional(Path.GetFileName(file.FileName), 200) ?? "document";
        var (mediaType, refusal) = DocumentTypes.Recognise(name, file.Length);
        if (mediaType is null)
        {
            return (null, Problem.Of(422, "file_refused", refusal!));
        }

        await using var content = file.OpenReadStream();
        var fileId = await files.Keep(agent.WorkspaceId, content, ct);
        var source = Source.Document(agent.WorkspaceId, chatbotId, CleanText.Optional(title, 200) ?? Path.GetFileNameWithoutExtension(name), name, mediaType, file.Length, fileId, clock.GetUtcNow());
        db.Sources.Add(source);
        db.Enqueue(new ReadSource(agent.WorkspaceId, source.Id));
        db.Record(AuditEntry.By(agent, "source.added", source.Id, source.Title, source.CreatedAt, after: new { source.Kind, source.FileName, source.SizeBytes, source.ChatbotId }));
        await db.SaveChangesAsync(ct);
        return (source, null);
    }
}
