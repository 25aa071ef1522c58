using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Sites;

/// <summary>What is known of websites and their pages.</summary>
public sealed class ListSites(FrontdeskDb db)
{
    public Task<List<Site>> Of(Guid chatbotId, CurrentAgent agent, CancellationToken ct) =>
        db.Sites.AsNoTracking().VisibleTo(agent).Where(s => s.ChatbotId == chatbotId).OrderByDescending(s => s.CreatedAt).ToListAsync(ct);

    public Task<Site?> One(Guid id, CurrentAgent agent, CancellationToken ct) => db.Sites.AsNoTracking().VisibleTo(agent).SingleOrDefaultAsync(s => s.Id == id, ct);

    /// <summary>Failures first, then as they were found.</summary>
    public async Task<IReadOnlyList<SitePageView>> Pages(Guid siteId, PageState? state, int skip, int take, CancellationToken ct)
    {
        var sources = db.Sources;
        return await (
            from page in db.SitePages.AsNoTracking()
            where page.SiteId == siteId && (state == null || page.State == state)
            join source in sources on page.SourceId equals source.Id into found
            from source in found.DefaultIfEmpty()
            orderby page.State == PageState.Failed ? 0 : page.State == PageState.Skipped ? 2 : 1, page.Depth, page.Position
            select new SitePageView(page.Id, page.Url, source == null ? null : source.Title, page.State, page.Reason, page.SourceId, source == null ? 0 : source.PassageCount, page.Depth, page.ReadAt))
            .Skip(skip).Take(take).ToListAsync(ct);
    }
}
