using Frontdesk.Platform.Sockets;
using Frontdesk.Team;

namespace Frontdesk.Conversations;

/// <summary>Which conversations a member may see, for queries, pages and socket subscriptions alike.</summary>
public static class ConversationAccess
{
    /// <summary>
    /// Those of the member's workspace and chatbots, where the role may look at conversations at all. Being assigned to one
    /// opens nothing: who is limited afterwards sees it no more.
    /// </summary>
    public static IQueryable<Conversation> VisibleTo(this IQueryable<Conversation> conversations, CurrentAgent agent) => agent switch
    {
        _ when !agent.May(Permission.ConversationView) => conversations.Where(c => false),
        { ChatbotIds: { } chosen } => conversations.Where(c => c.WorkspaceId == agent.WorkspaceId && chosen.Contains(c.ChatbotId)),
        _ => conversations.Where(c => c.WorkspaceId == agent.WorkspaceId),
    };

    /// <summary>What news of conversations is about, for <see cref="Hears"/>.</summary>
    public const string Topic = "conversations";

    /// <summary>Whether news about a chatbot's conversations, or its knowledge, may reach the member's sockets.</summary>
    public static bool Hears(this CurrentAgent agent, Topic topic) =>
        agent.Covers(topic.Id) && agent.May(topic.Kind == Topic ? Permission.ConversationView : Permission.KnowledgeView);

    /// <summary>
    /// Whose words the member may edit or delete: their own, and for who answers for the workspace also a colleague's and
    /// the AI's. What a customer said nobody changes.
    /// </summary>
    public static bool MayReword(this CurrentAgent agent, SenderType sender, Guid? senderId) => agent.May(Permission.ConversationReply) && sender switch
    {
        SenderType.Agent => senderId == agent.MemberId || agent.Role is Role.Owner or Role.Admin,
        SenderType.Bot => agent.Role is Role.Owner or Role.Admin,
        _ => false,
    };

    /// <summary>What the member may do with it now.</summary>
    public static AllowedActions AllowedFor(this CurrentAgent agent, ConversationStatus status, Guid? assignedTo)
    {
        var may = agent.May(Permission.ConversationReply);
        var mine = assignedTo == agent.MemberId && status == ConversationStatus.AgentHandling;
        return new AllowedActions(
            Reply: may && mine,
            TakeOver: may && Lifecycle.Next(status, Move.TakeOver) is not null,
            ReturnToAi: may && (mine || status == ConversationStatus.Escalated),
            Resolve: may && Lifecycle.Next(status, Move.Resolve) is not null && (status != ConversationStatus.AgentHandling || mine),
            Reopen: may && Lifecycle.Next(status, Move.Reopen) is not null,
            Archive: may && Lifecycle.Next(status, Move.Archive) is not null && (status != ConversationStatus.AgentHandling || mine));
    }
}
