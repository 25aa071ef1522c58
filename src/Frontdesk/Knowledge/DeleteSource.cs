using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Removes a source with its passages and its file. Answers given from it keep their quotes.</summary>
public sealed class DeleteSource(FrontdeskDb db, FileStore files)
{
    public async Task<IResult> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Sources.VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } source)
        {
            return Problem.NotFound("source_not_found");
        }

        db.Sources.Remove(source);
        await db.SaveKnowledge(source.ChatbotId, ct);
        if (source.FileId is { } file)
        {
            files.Forget(file);
        }

        return TypedResults.NoContent();
    }
}
