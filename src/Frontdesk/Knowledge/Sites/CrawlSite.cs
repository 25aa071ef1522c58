using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Signals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Frontdesk.Knowledge.Sites;

/// <summary>
/// Reads on in a site for a while. What is found and read stands in the database after every page, so the next run, here or
/// elsewhere, goes on where this one ends, however it ends. At most one waits and one runs for a site.
/// </summary>
public sealed record CrawlSite(Guid WorkspaceId, Guid SiteId) : Job(WorkspaceId)
{
    public override string Key => $"crawl:{SiteId}";
}

public sealed class CrawlSiteHandler(
    FrontdeskDb db, PrepareCrawl prepare, Frontier frontier, PageVisit visit, KeepPage keep, EndCrawl end, ISignals signals, IOptions<CrawlOptions> options, TimeProvider clock) : IJobHandler<CrawlSite>
{
    private const int MostFailuresInARow = 10;
    private static readonly TimeSpan BetweenNews = TimeSpan.FromMilliseconds(500);

    private DateTimeOffset _told;

    public async Task Run(CrawlSite job, JobRun run, CancellationToken ct)
    {
        if (await db.Sites.AsNoTracking().SingleOrDefaultAsync(s => s.Id == job.SiteId, ct) is not { IsCrawling: true } site)
        {
            return; // deleted, cancelled, or done by another run
        }

        try
        {
            await Crawl(job, site, ct);
        }
        catch (Exception broken) when (run.IsLast && broken is not OperationCanceledException)
        {
            if (db.Database.CurrentTransaction is not null)
            {
                await db.Database.RollbackTransactionAsync(ct);
            }

            await end.Fail(site, "The website could not be read because of a fault on the server. The operator finds the reason in the log.", ct);
            throw;
        }
    }

    private async Task Crawl(CrawlSite job, Site site, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + options.Value.Slice;
        if (!site.IsPrepared && await Begin(site, ct) is var begun)
        {
            if (begun is null)
            {
                return;
            }

            site = begun;
        }

        while (await Ends(site, ct) is false && await frontier.Next(site, ct) is var page)
        {
            if (page is null)
            {
                await end.Complete(site, atLimit: false, ct);
                return;
            }

            var visited = await visit.Of(site, page, ct);
            if (await FailsAtTheDoor(site, page, visited, ct) || await keep.From(site, page, visited, ct) is not { } now)
            {
                return;
            }

            site = now;
            Tell(site, page.Url);
            if (visited.Rest is not null || clock.GetUtcNow() > until)
            {
                await GoOn(job, visited.Rest, ct);
                return;
            }
        }
    }

    private async Task<Site?> Begin(Site site, CancellationToken ct)
    {
        var preparation = await prepare.Of(site, ct);
        if (preparation.Refusal is { } refusal)
        {
            await end.Fail(site, refusal, ct);
            return null;
        }

        db.ChangeTracker.Clear();
        if (await db.Hold(db.Sites, site.Id, ct) is not { IsCrawling: true } held || held.CrawlId != site.CrawlId)
        {
            await db.Database.RollbackTransactionAsync(ct);
            return null;
        }

        held.Prepare(preparation.Robots, preparation.IsPartial);
        held.Found(await frontier.Add(held, null, 0, [PageAddress.Of(new Uri(held.Url))!], ct));
        held.Found(await frontier.Add(held, null, Math.Min(2, held.Settings.MaxDepth), preparation.Pages, ct));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return held;
    }

    /// <summary>Whether the crawl is at its end before everything was read.</summary>
    private async Task<bool> Ends(Site site, CancellationToken ct)
    {
        if (site.PagesRead >= site.Settings.MaxPages || site.PagesProcessed >= site.Settings.MaxPages * 3 + 50)
        {
            await end.Complete(site, atLimit: true, ct);
            return true;
        }

        var reason = site.FailuresInARow >= MostFailuresInARow ? $"{MostFailuresInARow} pages in a row could not be read, so reading was stopped. What was read before still answers."
            : clock.GetUtcNow() - site.StartedAt > options.Value.LongestCrawl ? "Reading took too long and was stopped. What was read until then answers."
            : null;
        if (reason is not null)
        {
            await end.Fail(site, reason, ct);
        }

        return reason is not null;
    }

    /// <summary>Without its first page nothing can be said about a site: then everything stays as it is.</summary>
    private async Task<bool> FailsAtTheDoor(Site site, SitePage page, Visited visited, CancellationToken ct)
    {
        if (page.Depth > 0 || visited.State is PageState.Read or PageState.Unchanged || visited.Page is not null)
        {
            return false;
        }

        var leadsAway = visited.Instead is { } target && (PageAddress.Of(target) is not { } address || !new Scope(site.Url, site.Settings).Reaches(address));
        var reason = leadsAway ? $"This address leads to {Visited.Shown(visited.Instead!)}. Add that website instead."
            : visited.Instead is not null || visited.Links.Count > 0 || visited.Rest is not null && page.Attempts < 2 || visited.MayPass && page.Attempts < 2 ? null
            : $"The first page could not be read. {visited.Reason}";
        if (reason is not null)
        {
            await end.Fail(site, reason, ct);
        }

        return reason is not null;
    }

    private async Task GoOn(CrawlSite job, TimeSpan? rest, CancellationToken ct)
    {
        if (rest is { } pause)
        {
            db.Enqueue(job, clock.GetUtcNow() + pause);
        }
        else
        {
            db.Enqueue(job);
        }

        await db.SaveChangesAsync(ct);
    }

    private void Tell(Site site, string url)
    {
        if (clock.GetUtcNow() - _told >= BetweenNews)
        {
            _told = clock.GetUtcNow();
            signals.Publish(CrawlSignal.Of(site, url));
        }
    }
}
