using System.Security.Cryptography;
using System.Text;
using Frontdesk.Knowledge.Reading;
using Frontdesk.Platform.Database;
using Frontdesk.Retrieval;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Sites;

/// <summary>Stores what came of a page: its passages, where it leads, and the crawl's counts, in one transaction.</summary>
public sealed class KeepPage(FrontdeskDb db, Frontier frontier, TimeProvider clock)
{
    private const int MostPassages = 2_000;
    private const int MostLinks = 1_000;
    private const int MostAttempts = 3;

    /// <returns>The site as it is now; null where this crawl has ended meanwhile.</returns>
    public async Task<Site?> From(Site site, SitePage page, Visited visited, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        if (await db.Hold(db.Sites, site.Id, ct) is not { IsCrawling: true } held || held.CrawlId != site.CrawlId)
        {
            await db.Database.RollbackTransactionAsync(ct);
            return null;
        }

        var current = await db.SitePages.SingleAsync(p => p.Id == page.Id, ct);
        var isChanged = current.State == PageState.Waiting && await Keep(held, current, visited, ct);
        await (isChanged ? db.SaveKnowledge(held.ChatbotId, ct) : db.SaveChangesAsync(ct));
        await db.CommitAsync(ct);
        return held;
    }

    /// <returns>Whether answers may change.</returns>
    private async Task<bool> Keep(Site site, SitePage page, Visited visited, CancellationToken ct)
    {
        if ((visited.MayPass || visited.Rest is not null) && page.Attempts + 1 < MostAttempts)
        {
            page.TryAgain();
            return false;
        }

        var isChanged = await Apply(site, page, visited, ct);
        site.Count(page.State, clock.GetUtcNow());
        var scope = new Scope(site.Url, site.Settings);
        if (visited.Instead is { } instead && PageAddress.Of(instead) is { } target && scope.Reaches(target))
        {
            site.Found(await frontier.Add(site, page.FoundOn, page.Depth, scope.Wants(target) || page.Depth == 0 ? [target] : [], ct));
        }

        site.Found(await frontier.Add(site, page.Id, page.Depth + 1, Leads(visited, scope).Where(scope.Wants), ct));
        return isChanged;
    }

    private async Task<bool> Apply(Site site, SitePage page, Visited visited, CancellationToken ct)
    {
        page.Moved(visited.Url);
        switch (visited.State)
        {
            case PageState.Failed:
                page.Fail(visited.Reason!);
                return false;
            case PageState.Unchanged:
                page.Unchange(clock.GetUtcNow());
                return false;
            case PageState.Read when !new Scope(site.Url, site.Settings).Wants(PageAddress.Of(new Uri(page.Url))!):
                return await Skip(page, "Outside your patterns. It was read for its links alone.", ct);
            case PageState.Read:
                return await Read(site, page, visited, ct);
            default:
                return await Skip(page, visited.Reason!, ct);
        }
    }

    private async Task<bool> Read(Site site, SitePage page, Visited visited, CancellationToken ct)
    {
        var (content, now) = (visited.Page!, clock.GetUtcNow());
        var title = content.Title.Length > 0 ? content.Title : Visited.Shown(new Uri(page.Url));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{title}\n{content.Text}"));
        if (await db.SitePages.Where(p => p.SiteId == site.Id && p.Id != page.Id && p.FoundIn == site.CrawlId && p.SourceId != null && p.ContentHash == hash && (p.State == PageState.Read || p.State == PageState.Unchanged))
            .Select(p => p.Url).FirstOrDefaultAsync(ct) is { } twin)
        {
            return await Skip(page, $"The same text as {Visited.Shown(new Uri(twin))}.", ct);
        }

        var known = page.SourceId is { } id ? await db.Sources.SingleOrDefaultAsync(s => s.Id == id, ct) : null;
        var isSame = known is not null && page.ContentHash is { } before && before.AsSpan().SequenceEqual(hash);
        var source = known ?? Source.Page(site.WorkspaceId, site.ChatbotId, site.Id, now);
        if (!isSame && !await Write(source, known is null, title, content, page.Url, now, ct))
        {
            return await Skip(page, "No text was found on this page.", ct);
        }

        var scope = new Scope(site.Url, site.Settings);
        page.Read(source.Id, visited.Answer!, hash, [.. Leads(visited, scope).Select(link => link.Url.AbsoluteUri)], isSame, now);
        return !isSame;
    }

    private async Task<bool> Write(Source source, bool isNew, string title, WebPage content, string url, DateTimeOffset now, CancellationToken ct)
    {
        var chunks = Chunker.Split(content.Text).Take(MostPassages).ToList();
        if (chunks.Count == 0)
        {
            return false;
        }

        if (isNew)
        {
            db.Sources.Add(source);
        }

        await db.Passages.Where(p => p.SourceId == source.Id).ExecuteDeleteAsync(ct);
        db.Passages.AddRange(chunks.Select(c => new StoredPassage(source, c.Ordinal, c.HeadingPath, c.Page, c.Content, c.Tokens)));
        source.Crawled(title, url, Encoding.UTF8.GetByteCount(content.Text), chunks.Count, now);
        return true;
    }

    private async Task<bool> Skip(SitePage page, string reason, CancellationToken ct)
    {
        var source = page.SourceId;
        page.Skip(reason);
        return source is not null && await db.Sources.Where(s => s.Id == source).ExecuteDeleteAsync(ct) > 0;
    }

    private static IEnumerable<PageAddress> Leads(Visited visited, Scope scope) => visited.Links.Select(PageAddress.Of).OfType<PageAddress>().Where(scope.Reaches).Take(MostLinks);
}
