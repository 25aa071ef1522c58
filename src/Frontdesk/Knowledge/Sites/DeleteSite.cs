using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;

namespace Frontdesk.Knowledge.Sites;

/// <summary>Removes a website with all its pages. Answers given from them keep their quotes.</summary>
public sealed class DeleteSite(FrontdeskDb db, TimeProvider clock)
{
    public async Task<(Guid? ChatbotId, IResult? Problem)> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(db.Sites.VisibleTo(agent), id, ct) is not { } site)
        {
            return (null, Problem.NotFound("site_not_found"));
        }

        db.Sites.Remove(site);
        db.Record(AuditEntry.By(agent, "site.deleted", site.Id, site.Url, clock.GetUtcNow(), before: new { site.Url, site.ChatbotId }));
        await db.SaveKnowledge(site.ChatbotId, ct);
        await db.CommitAsync(ct);
        return (site.ChatbotId, null);
    }
}
