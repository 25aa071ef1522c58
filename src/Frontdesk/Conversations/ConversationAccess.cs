using Frontdesk.Team;

namespace Frontdesk.Conversations;

/// <summary>Which conversations a member may see, for queries, pages and socket subscriptions alike.</summary>
public static class ConversationAccess
{
    /// <summary>Those of the member's workspace, where the role may look at conversations at all.</summary>
    public static IQueryable<Conversation> VisibleTo(this IQueryable<Conversation> conversations, CurrentAgent agent) =>
        agent.May(Permission.ConversationView)
            ? conversations.Where(c => c.WorkspaceId == agent.WorkspaceId)
            : conversations.Where(c => false);

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
            Reopen: may && Lifecycle.Next(status, Move.Reopen) is not null);
    }
}
