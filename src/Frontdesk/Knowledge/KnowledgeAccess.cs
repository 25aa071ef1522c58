using Frontdesk.Team;

namespace Frontdesk.Knowledge;

/// <summary>Which sources a member may see.</summary>
public static class KnowledgeAccess
{
    /// <summary>Those of the chatbots the member works with.</summary>
    public static IQueryable<Source> VisibleTo(this IQueryable<Source> sources, CurrentAgent agent) => agent switch
    {
        _ when !agent.May(Permission.KnowledgeView) => sources.Where(s => false),
        { ChatbotIds: { } chosen } => sources.Where(s => s.WorkspaceId == agent.WorkspaceId && chosen.Contains(s.ChatbotId)),
        _ => sources.Where(s => s.WorkspaceId == agent.WorkspaceId),
    };
}
