using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Puts another file in a document's place. Its id, its title and what was quoted from it stay.</summary>
public sealed class ReplaceDocument(FrontdeskDb db, KeepFile keep, FileStore files, TimeProvider clock)
{
    public async Task<(Source? Source, IResult? Problem)> With(IFormFile file, Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Sources.VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id && s.Kind == SourceKind.Document, ct) is not { } source)
        {
            return (null, Problem.NotFound("source_not_found"));
        }

        var (stored, problem) = await keep.From(file, agent.WorkspaceId, ct);
        if (stored is null)
        {
            return (null, problem);
        }

        var (old, before) = (source.FileId, new { source.FileName, source.SizeBytes });
        source.Replace(stored, clock.GetUtcNow());
        source.AskedBy(agent.UserId);
        db.Enqueue(new ReadSource(agent.WorkspaceId, source.Id));
        db.Record(AuditEntry.By(agent, "source.replaced", source.Id, source.Title, source.UpdatedAt, before: before, after: new { source.FileName, source.SizeBytes }));
        await db.SaveChangesAsync(ct);
        if (old is not null)
        {
            files.Forget(old);
        }

        return (source, null);
    }
}
