using Frontdesk.Team;

namespace Frontdesk.Knowledge.Drafts;

/// <summary>Which drafts a member may review.</summary>
public static class DraftAccess
{
    /// <summary>Those of the chatbots the member works with; they quote conversations, so reading along is not enough.</summary>
    public static IQueryable<FaqDraft> VisibleTo(this IQueryable<FaqDraft> drafts, CurrentAgent agent) => agent switch
    {
        _ when !agent.May(Permission.KnowledgeEdit) || !agent.May(Permission.ConversationView) => drafts.Where(d => false),
        { ChatbotIds: { } chosen } => drafts.Where(d => d.WorkspaceId == agent.WorkspaceId && chosen.Contains(d.ChatbotId)),
        _ => drafts.Where(d => d.WorkspaceId == agent.WorkspaceId),
    };
}
