using Frontdesk.Team;

namespace Frontdesk.Chatbots;

/// <summary>Which chatbots a member may see.</summary>
public static class ChatbotAccess
{
    /// <summary>Those of the workspace, or the chosen ones the member is limited to.</summary>
    public static IQueryable<Chatbot> VisibleTo(this IQueryable<Chatbot> chatbots, CurrentAgent agent) => agent switch
    {
        _ when !agent.May(Permission.ChatbotView) => chatbots.Where(c => false),
        { ChatbotIds: { } chosen } => chatbots.Where(c => c.WorkspaceId == agent.WorkspaceId && c.Status != ChatbotStatus.Archived && chosen.Contains(c.Id)),
        _ => chatbots.Where(c => c.WorkspaceId == agent.WorkspaceId && c.Status != ChatbotStatus.Archived),
    };
}
