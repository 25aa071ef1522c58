using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Sites;

/// <summary>Which websites a member may see, and how one is held while it changes.</summary>
public static class SiteAccess
{
    /// <summary>Those of the chatbots the member works with.</summary>
    public static IQueryable<Site> VisibleTo(this IQueryable<Site> sites, CurrentAgent agent) => agent switch
    {
        _ when !agent.May(Permission.KnowledgeView) => sites.Where(s => false),
        { ChatbotIds: { } chosen } => sites.Where(s => s.WorkspaceId == agent.WorkspaceId && chosen.Contains(s.ChatbotId)),
        _ => sites.Where(s => s.WorkspaceId == agent.WorkspaceId),
    };

    /// <summary>Locks the site until the transaction that this begins ends: a crawl, its end and its cancelling change it one after the other.</summary>
    public static async Task<Site?> Hold(this FrontdeskDb db, IQueryable<Site> visible, Guid id, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            await db.Database.BeginTransactionAsync(ct);
        }

        await db.Database.ExecuteSqlAsync($"select 1 from sites where id = {id} for no key update", ct);
        return await visible.SingleOrDefaultAsync(s => s.Id == id, ct);
    }

    public static async Task<int> PassagesOf(this FrontdeskDb db, Guid siteId, CancellationToken ct) =>
        await db.Sources.Where(s => s.SiteId == siteId).SumAsync(s => s.PassageCount, ct);
}
