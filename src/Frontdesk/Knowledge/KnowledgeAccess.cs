using Frontdesk.Team;

namespace Frontdesk.Knowledge;

/// <summary>Which sources a member may see.</summary>
public static class KnowledgeAccess
{
    public static IQueryable<Source> VisibleTo(this IQueryable<Source> sources, CurrentAgent agent) =>
        agent.May(Permission.KnowledgeView) ? sources.Where(s => s.WorkspaceId == agent.WorkspaceId) : sources.Where(s => false);
}
