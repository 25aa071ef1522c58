using System.Text.Json;

namespace Frontdesk.Conversations;

/// <summary>Who wrote a message, as visitors and agents may see it.</summary>
public sealed record SenderView(SenderType Type, Guid? Id, string Name, string? Title = null, string? AvatarUrl = null);

/// <summary>A passage an answer rests on. <c>Snippet</c> is verbatim; <c>N</c> is the number in the chip.</summary>
public sealed record SourceView(int N, Guid Id, string Title, string? Url, string Snippet);

/// <summary>One message, in the shape of docs/api/realtime.md.</summary>
public sealed record MessageView(
    Guid Id,
    Guid ConversationId,
    long Seq,
    Guid ClientMessageId,
    DateTimeOffset CreatedAt,
    SenderView Sender,
    string Content,
    IReadOnlyList<SourceView> Sources,
    double? ConfidenceScore,
    bool OfferPerson,
    DateTimeOffset? EditedAt,
    DateTimeOffset? DeletedAt,
    long Change);

/// <summary>A line of the conversation's log; <c>AfterSeq</c> says below which message it belongs.</summary>
public sealed record EventView(
    Guid ConversationId,
    long Change,
    EventKind Kind,
    DateTimeOffset At,
    long AfterSeq,
    string? By,
    JsonElement Data,
    ActorType ByType);

/// <summary>The person who handles a conversation.</summary>
public sealed record AgentView(Guid Id, string Name, string? Title, string? AvatarUrl);

/// <summary>The person who asks, as far as known.</summary>
public sealed record CustomerView(Guid Id, string Name, string? Email);

/// <summary>One line of the inbox.</summary>
public sealed record ConversationRow(
    Guid Id,
    Guid ChatbotId,
    string ChatbotName,
    CustomerView Customer,
    ConversationStatus Status,
    AgentView? AssignedAgent,
    long MessageCount,
    string LastMessage,
    SenderType? LastSender,
    DateTimeOffset LastMessageAt,
    DateTimeOffset? WaitingSince,
    long Unread,
    int? Rating,
    DateTimeOffset CreatedAt,
    string? RatingComment = null,
    int? Nps = null,
    bool AwaitsPerson = false);

/// <summary>Where the visitor is and what their browser said.</summary>
public sealed record VisitorContextView(string? PageUrl, string? PageTitle, string? Referrer, string? Language, string? Timezone, string? UserAgent);

/// <summary>What the asking member may do with the conversation now; the page shows exactly these buttons.</summary>
public sealed record AllowedActions(bool Reply, bool TakeOver, bool ReturnToAi, bool Resolve, bool Reopen, bool Archive);

/// <summary>A whole conversation as an agent sees it.</summary>
public sealed record ConversationView(
    ConversationRow Row,
    long Seq,
    long Change,
    VisitorContextView Context,
    IReadOnlyList<MessageView> Messages,
    IReadOnlyList<EventView> Events,
    string? RatingComment,
    int EarlierConversations,
    AllowedActions Allowed,
    bool HasEarlierMessages,
    Figures Figures,
    Guid? Continues = null,
    Guid? ContinuedBy = null)
{
    /// <summary>The last message that the visitor's screen has received, and the last one they have looked at.</summary>
    public long DeliveredToVisitorSeq { get; init; }

    public long ReadByVisitorSeq { get; init; }

    /// <summary>The messages shown here that the asking member may edit or delete.</summary>
    public IReadOnlyList<Guid> Changeable { get; init; } = [];

    /// <summary>When the visitor was last known to have left; before that, when they came.</summary>
    public DateTimeOffset? VisitorLastSeenAt { get; init; }
}
