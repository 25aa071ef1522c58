using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Removes a source with its passages and its file. Answers given from it keep their quotes.</summary>
public sealed class DeleteSource(FrontdeskDb db, FileStore files, TimeProvider clock)
{
    public async Task<IResult> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Sources.VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } source)
        {
            return Problem.NotFound("source_not_found");
        }

        db.Sources.Remove(source);
        db.Record(AuditEntry.By(agent, source.Kind == SourceKind.Faq ? "faq.deleted" : "source.deleted", source.Id, source.Title, clock.GetUtcNow(), before: new { source.Kind, source.FileName, source.ChatbotId }));
        await db.SaveKnowledge(source.ChatbotId, ct);
        if (source.FileId is { } file)
        {
            files.Forget(file);
        }

        return TypedResults.NoContent();
    }
}
