using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Signals;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Sites;

/// <summary>Reads a website again, or stops reading it, because a member says so.</summary>
public sealed class CrawlNow(FrontdeskDb db, EndCrawl end, ISignals signals, TimeProvider clock)
{
    public Task<(Site? Site, IResult? Problem)> Begin(Guid id, CurrentAgent agent, CancellationToken ct) => Move(id, agent, "site.crawled", site =>
    {
        db.Enqueue(new CrawlSite(site.WorkspaceId, site.Id));
        return Task.FromResult(site.BeginCrawl(clock.GetUtcNow()));
    }, ct);

    public Task<(Site? Site, IResult? Problem)> Cancel(Guid id, CurrentAgent agent, CancellationToken ct) => Move(id, agent, "site.crawl_cancelled", async site =>
    {
        var refused = site.Cancel(await db.PassagesOf(site.Id, ct), clock.GetUtcNow());
        if (refused is null)
        {
            await end.LeaveWaiting(site, ct);
        }

        return refused;
    }, ct);

    private async Task<(Site?, IResult?)> Move(Guid id, CurrentAgent agent, string action, Func<Site, Task<Refused?>> move, CancellationToken ct)
    {
        if (await db.Hold(db.Sites.VisibleTo(agent), id, ct) is not { } site)
        {
            return (null, Problem.NotFound("site_not_found"));
        }

        if (await move(site) is { } refused)
        {
            return (null, refused.AsProblem());
        }

        db.Record(AuditEntry.By(agent, action, site.Id, site.Url, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        signals.Publish(CrawlSignal.Of(site, null));
        return (site, null);
    }
}
