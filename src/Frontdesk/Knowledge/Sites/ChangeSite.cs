using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Sites;

/// <summary>Changes how far and when a website is read. It holds from the next crawl on.</summary>
public sealed class ChangeSite(FrontdeskDb db, TimeProvider clock)
{
    public sealed record Request(CrawlSettingsRequest? CrawlSettings = null, CrawlScheduleRequest? Schedule = null);

    public async Task<(Site? Site, IResult? Problem)> To(Guid id, Request request, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(db.Sites.VisibleTo(agent), id, ct) is not { } site)
        {
            return (null, Problem.NotFound("site_not_found"));
        }

        var (settings, schedule) = ((request.CrawlSettings ?? new()).Over(site.Settings), (request.Schedule ?? new()).Over(site.Schedule));
        if (schedule.Check(settings.Check(new Errors())) is { Any: true } errors)
        {
            return (null, Problem.Invalid(errors));
        }

        var before = new { site.Settings, site.Schedule };
        site.Change(settings, schedule, clock.GetUtcNow());
        db.Arm(site);
        db.Record(AuditEntry.By(agent, "site.changed", site.Id, site.Url, site.UpdatedAt, before, new { site.Settings, site.Schedule }));
        await db.SitePages.Where(p => p.SiteId == id).ExecuteUpdateAsync(set => set.SetProperty(p => p.EntityTag, (string?)null).SetProperty(p => p.LastModified, (DateTimeOffset?)null), ct); // the links kept with them were those of the old settings
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return (site, null);
    }
}
