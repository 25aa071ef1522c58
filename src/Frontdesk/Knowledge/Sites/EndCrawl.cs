using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Sites;

/// <summary>The ways a crawl ends. Only one that went through removes pages.</summary>
public sealed class EndCrawl(FrontdeskDb db, ISignals signals, TimeProvider clock)
{
    /// <param name="site">As it was when the end was decided.</param>
    /// <param name="atLimit">There is more than may be read: what waits is beyond the limit.</param>
    public async Task Complete(Site site, bool atLimit, CancellationToken ct)
    {
        if (await Held(site, ct) is not { } held)
        {
            return;
        }

        if (atLimit)
        {
            await Waiting(held).ExecuteUpdateAsync(set => set.SetProperty(p => p.State, PageState.Skipped).SetProperty(p => p.Reason, $"Beyond the limit of {held.Settings.MaxPages} pages."), ct);
        }

        var pages = await db.SitePages.Where(p => p.SiteId == held.Id).Select(p => new Trace(p.Id, p.SourceId, p.FoundIn, p.FoundOn, p.State)).ToListAsync(ct);
        var vanished = Vanished.Among(pages, held.CrawlId!.Value, held.IsPartial);
        var sources = vanished.Concat(pages.Where(p => p.State == PageState.Skipped)).Select(p => p.SourceId).OfType<Guid>().ToList();
        var ids = vanished.Select(p => p.Id).ToList();
        var removed = await db.Sources.Where(s => s.SiteId == held.Id && sources.Contains(s.Id)).ExecuteDeleteAsync(ct);
        await db.SitePages.Where(p => ids.Contains(p.Id)).ExecuteDeleteAsync(ct);
        held.Complete(await db.PassagesOf(held.Id, ct), clock.GetUtcNow());
        await Save(held, removed > 0, ct);
    }

    /// <summary>Everything that was read before goes on answering.</summary>
    public async Task Fail(Site site, string reason, CancellationToken ct)
    {
        if (await Held(site, ct) is { } held)
        {
            await LeaveWaiting(held, ct);
            held.Fail(reason, await db.PassagesOf(held.Id, ct), clock.GetUtcNow());
            await Save(held, false, ct);
        }
    }

    /// <summary>What was not reached stays as it was.</summary>
    public async Task LeaveWaiting(Site site, CancellationToken ct)
    {
        await Waiting(site).Where(p => p.SourceId != null).ExecuteUpdateAsync(set => set.SetProperty(p => p.State, PageState.Read), ct);
        await Waiting(site).ExecuteUpdateAsync(set => set.SetProperty(p => p.State, PageState.Skipped).SetProperty(p => p.Reason, "Not reached: reading was stopped before."), ct);
    }

    private IQueryable<SitePage> Waiting(Site site) => db.SitePages.Where(p => p.SiteId == site.Id && p.State == PageState.Waiting);

    private async Task<Site?> Held(Site site, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await db.Hold(db.Sites, site.Id, ct) is { IsCrawling: true } held && held.CrawlId == site.CrawlId)
        {
            return held;
        }

        await db.Database.RollbackTransactionAsync(ct);
        return null;
    }

    private async Task Save(Site site, bool isKnowledgeChanged, CancellationToken ct)
    {
        await (isKnowledgeChanged ? db.SaveKnowledge(site.ChatbotId, ct) : db.SaveChangesAsync(ct));
        await db.CommitAsync(ct);
        signals.Publish(CrawlSignal.Of(site, null));
    }
}
