namespace Frontdesk.Conversations;

/// <summary>Where a conversation stands. Stored and sent in snake_case.</summary>
public enum ConversationStatus
{
    /// <summary>The customer wrote last; the AI is to answer.</summary>
    Active,
    /// <summary>We wrote last; the customer is to answer.</summary>
    Waiting,
    /// <summary>A person was asked for and none has taken over yet.</summary>
    Escalated,
    /// <summary>A person has the word.</summary>
    AgentHandling,
    Resolved,
    /// <summary>The customer left without an end.</summary>
    Abandoned,
    Archived,
}

public enum SenderType
{
    Customer,
    Bot,
    Agent,
    System,
}

/// <summary>What is worth a line in a conversation's log.</summary>
public enum EventKind
{
    Created,
    Escalated,
    AgentJoined,
    AgentLeft,
    ReturnedToAi,
    Resolved,
    Reopened,
    Rated,
    Abandoned,
    Archived,
    /// <summary>Seen by agents only: the AI provider failed and the built-in answerer or a fallback stepped in.</summary>
    ProviderFailed,
}
