using Frontdesk.Team;

namespace Frontdesk.Chatbots;

/// <summary>Which chatbots a member may see.</summary>
public static class ChatbotAccess
{
    public static IQueryable<Chatbot> VisibleTo(this IQueryable<Chatbot> chatbots, CurrentAgent agent) =>
        agent.May(Permission.ChatbotView)
            ? chatbots.Where(c => c.WorkspaceId == agent.WorkspaceId && c.Status != ChatbotStatus.Archived)
            : chatbots.Where(c => false);
}
