namespace Frontdesk.Conversations;

/// <summary>What can happen to a conversation's status.</summary>
public enum Move
{
    CustomerWrites,
    BotAnswers,
    Escalate,
    TakeOver,
    ReturnToAi,
    Resolve,
    Reopen,
    Abandon,
    AgentFallsSilent,
    LoseAgent,
    Archive,
}

/// <summary>The one table of states and transitions. Anything not in it is refused and changes nothing.</summary>
public static class Lifecycle
{
    /// <summary>The status after the move, or null where it is not allowed.</summary>
    public static ConversationStatus? Next(ConversationStatus from, Move move) => (from, move) switch
    {
        (ConversationStatus.Active or ConversationStatus.Waiting or ConversationStatus.Abandoned, Move.CustomerWrites) => ConversationStatus.Active,
        (ConversationStatus.Escalated or ConversationStatus.AgentHandling, Move.CustomerWrites) => from,
        (ConversationStatus.Active or ConversationStatus.Waiting, Move.BotAnswers) => ConversationStatus.Waiting,
        (ConversationStatus.Active or ConversationStatus.Waiting, Move.Escalate) => ConversationStatus.Escalated,
        (ConversationStatus.Active or ConversationStatus.Waiting or ConversationStatus.Abandoned or ConversationStatus.Escalated, Move.TakeOver)
            => ConversationStatus.AgentHandling,
        (ConversationStatus.AgentHandling or ConversationStatus.Escalated, Move.ReturnToAi) => ConversationStatus.Active,
        (ConversationStatus.Active or ConversationStatus.Waiting or ConversationStatus.Escalated or ConversationStatus.AgentHandling, Move.Resolve)
            => ConversationStatus.Resolved,
        (ConversationStatus.Resolved, Move.Reopen) => ConversationStatus.Active,
        (ConversationStatus.Waiting or ConversationStatus.Escalated, Move.Abandon) => ConversationStatus.Abandoned,
        (ConversationStatus.AgentHandling, Move.AgentFallsSilent) => ConversationStatus.Waiting,
        (ConversationStatus.AgentHandling, Move.LoseAgent) => ConversationStatus.Escalated,
        (not ConversationStatus.Archived, Move.Archive) => ConversationStatus.Archived,
        _ => null,
    };
}
