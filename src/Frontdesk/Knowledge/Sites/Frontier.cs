using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Sites;

/// <summary>What a crawl has found and not yet read. It stands in the database, so a crawl goes on wherever its node died.</summary>
public sealed class Frontier(FrontdeskDb db)
{
    /// <summary>Enough to choose from, and an end for sites that have none.</summary>
    public static int MostKnown(CrawlSettings settings) => Math.Max(200, settings.MaxPages * 4);

    /// <summary>Nearest first, and what was tried before last.</summary>
    public Task<SitePage?> Next(Site site, CancellationToken ct) => db.SitePages.AsNoTracking()
        .Where(p => p.SiteId == site.Id && p.FoundIn == site.CrawlId && p.State == PageState.Waiting)
        .OrderBy(p => p.Attempts).ThenBy(p => p.Depth).ThenBy(p => p.Position).FirstOrDefaultAsync(ct);

    /// <summary>Adds what this crawl has not found yet. Call it holding the site.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> Add(Site site, Guid? foundOn, int depth, IEnumerable<PageAddress> addresses, CancellationToken ct)
    {
        var pages = addresses.DistinctBy(p => p.Key).ToList();
        if (pages.Count == 0 || depth > site.Settings.MaxDepth)
        {
            return 0;
        }

        var (keys, crawl) = (pages.ConvertAll(p => p.Key), site.CrawlId!.Value);
        var found = await db.SitePages.Where(p => p.SiteId == site.Id && p.FoundIn == crawl && keys.Contains(p.Key)).Select(p => p.Key).ToListAsync(ct);
        await db.SitePages.Where(p => p.SiteId == site.Id && p.FoundIn == crawl && p.State == PageState.Waiting && p.Depth > depth && found.Contains(p.Key))
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Depth, depth).SetProperty(p => p.FoundOn, foundOn), ct);
        var fresh = pages.Where(p => !found.Contains(p.Key)).Take(Math.Max(0, MostKnown(site.Settings) - site.PagesFound)).ToList();
        return fresh.Count == 0 ? 0 : await Insert(site, crawl, foundOn, depth, fresh, ct);
    }

    private async Task<int> Insert(Site site, Guid crawl, Guid? foundOn, int depth, List<PageAddress> fresh, CancellationToken ct)
    {
        var ids = fresh.Select(_ => Guid.CreateVersion7()).ToArray();
        var (urls, keys) = (fresh.Select(p => p.Url.AbsoluteUri).ToArray(), fresh.Select(p => p.Key).ToArray());
        return await db.Database.ExecuteSqlAsync($"""
            insert into site_pages as known (id, workspace_id, site_id, url, key, state, depth, position, found_in, found_on)
            select p.id, {site.WorkspaceId}, {site.Id}, p.url, p.key, 'waiting', {depth}, {site.PagesFound} + p.n::int, {crawl}, {foundOn}
            from unnest({ids}, {urls}, {keys}) with ordinality as p(id, url, key, n)
            on conflict (site_id, key) do update set state = 'waiting', reason = null, depth = excluded.depth, position = excluded.position, attempts = 0,
              found_in = excluded.found_in, found_on = excluded.found_on
            where known.found_in <> excluded.found_in
            """, ct);
    }
}
