using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Removes several documents and texts at once. Those the member does not see are passed over in silence.</summary>
public sealed class DeleteSources(FrontdeskDb db, FileStore files, TimeProvider clock)
{
    public const int Most = 500;

    public sealed record Request(IReadOnlyList<Guid> Ids);

    public async Task<(int? Deleted, IResult? Problem)> Handle(Request request, CurrentAgent agent, CancellationToken ct)
    {
        if (request.Ids.Count is 0 or > Most)
        {
            return (null, Problem.Invalid(new Errors().Unless(false, "ids", $"Name 1 to {Most} documents.")));
        }

        var sources = await db.Sources.VisibleTo(agent).Where(s => request.Ids.Contains(s.Id) && (s.Kind == SourceKind.Document || s.Kind == SourceKind.Text)).ToListAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        foreach (var source in sources)
        {
            db.Sources.Remove(source);
            db.Record(AuditEntry.By(agent, "source.deleted", source.Id, source.Title, clock.GetUtcNow(), before: new { source.Kind, source.FileName, source.ChatbotId }));
        }

        foreach (var chatbot in sources.Select(s => s.ChatbotId).Distinct())
        {
            await db.SaveKnowledge(chatbot, ct);
        }

        await transaction.CommitAsync(ct);
        foreach (var file in sources.Select(s => s.FileId).OfType<string>())
        {
            files.Forget(file);
        }

        return (sources.Count, null);
    }
}
