using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Takes a file and queues its reading. What is wrong inside the file shows in the source's status.</summary>
public sealed class AddDocument(FrontdeskDb db, KeepFile keep, TimeProvider clock)
{
    /// <summary>404 for a chatbot the member does not see, 422 for a file of the wrong kind or size.</summary>
    public async Task<(Source? Source, IResult? Problem)> From(IFormFile file, Guid chatbotId, SourceMetadata metadata, CurrentAgent agent, CancellationToken ct)
    {
        if (metadata.Check() is { Any: true } errors)
        {
            return (null, Problem.Invalid(errors));
        }

        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        var (stored, problem) = await keep.From(file, agent.WorkspaceId, ct);
        if (stored is null)
        {
            return (null, problem);
        }

        var title = CleanText.Optional(Path.GetFileNameWithoutExtension(stored.Name), 200) ?? stored.Name;
        var source = Source.Document(agent.WorkspaceId, chatbotId, title, stored, clock.GetUtcNow());
        source.Describe(metadata, source.CreatedAt);
        source.AskedBy(agent.UserId);
        db.Sources.Add(source);
        db.Enqueue(new ReadSource(agent.WorkspaceId, source.Id));
        db.Record(AuditEntry.By(agent, "source.added", source.Id, source.Title, source.CreatedAt, after: new { source.Kind, source.FileName, source.SizeBytes, source.ChatbotId }));
        await db.SaveChangesAsync(ct);
        return (source, null);
    }
}
