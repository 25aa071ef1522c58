using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Reads documents and texts anew: after a failure, or when the reading itself has become better. What was read before answers until then.</summary>
public sealed class ReadAgain(FrontdeskDb db, TimeProvider clock)
{
    public async Task<(Source? Source, IResult? Problem)> One(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await Readable(agent).SingleOrDefaultAsync(s => s.Id == id, ct) is not { } source)
        {
            return (null, Problem.NotFound("source_not_found"));
        }

        Queue(source, agent);
        db.Record(AuditEntry.By(agent, "source.reindexed", source.Id, source.Title, source.UpdatedAt));
        await db.SaveChangesAsync(ct);
        return (source, null);
    }

    /// <summary>All of a chatbot; answers with how many.</summary>
    public async Task<(int? Queued, IResult? Problem)> All(Guid chatbotId, CurrentAgent agent, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        var sources = await Readable(agent).Where(s => s.ChatbotId == chatbotId).ToListAsync(ct);
        sources.ForEach(source => Queue(source, agent));
        db.Record(AuditEntry.By(agent, "source.reindexed", chatbotId, null, clock.GetUtcNow(), after: new { chatbot_id = chatbotId, sources = sources.Count }));
        await db.SaveChangesAsync(ct);
        return (sources.Count, null);
    }

    private IQueryable<Source> Readable(CurrentAgent agent) => db.Sources.VisibleTo(agent).Where(s => s.Kind == SourceKind.Document || s.Kind == SourceKind.Text);

    private void Queue(Source source, CurrentAgent agent)
    {
        source.ReadAgain(clock.GetUtcNow());
        source.AskedBy(agent.UserId);
        db.Enqueue(new ReadSource(agent.WorkspaceId, source.Id));
    }
}
