using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;

namespace Frontdesk.Knowledge.Sites;

/// <summary>
/// The timer of a site's schedule: a row that waits for its moment, so it goes off once over all nodes, and once for however
/// many moments were missed while none ran.
/// </summary>
public sealed record CrawlWhenDue(Guid WorkspaceId, Guid SiteId) : Job(WorkspaceId)
{
    public override string Key => $"crawl-due:{SiteId}";
}

public sealed class CrawlWhenDueHandler(FrontdeskDb db, TimeProvider clock) : IJobHandler<CrawlWhenDue>
{
    public async Task Run(CrawlWhenDue job, JobRun run, CancellationToken ct)
    {
        if (await db.Hold(db.Sites, job.SiteId, ct) is not { NextCrawlAt: { } due } site)
        {
            return; // deleted, or no longer scheduled
        }

        var now = clock.GetUtcNow();
        if (due <= now)
        {
            if (site.BeginCrawl(now) is null)
            {
                db.Enqueue(new CrawlSite(site.WorkspaceId, site.Id));
            }

            site.Rearm(now);
        }

        db.Arm(site);
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
    }
}

public static class CrawlTimer
{
    /// <summary>Sets the timer with the next save. One that waits for an earlier moment goes off, finds that it is too early, and sets itself again.</summary>
    public static void Arm(this FrontdeskDb db, Site site)
    {
        if (site.NextCrawlAt is { } moment)
        {
            db.Enqueue(new CrawlWhenDue(site.WorkspaceId, site.Id), moment);
        }
    }
}
