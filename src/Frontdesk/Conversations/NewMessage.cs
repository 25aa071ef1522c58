namespace Frontdesk.Conversations;

/// <summary>A message on its way into a conversation.</summary>
/// <param name="ClientMessageId">Made by the sender; the same one never stores twice.</param>
/// <param name="Turn">
/// The conversation's turn that a bot or agent saw when they were given the word; the message is refused once it has passed.
/// Null for customers, who may always speak while the conversation is open.
/// </param>
/// <param name="AnswerJson">An <see cref="AnswerDetails"/> for bots.</param>
public sealed record NewMessage(
    Guid WorkspaceId,
    Guid ConversationId,
    Guid ClientMessageId,
    SenderType SenderType,
    Guid? SenderId,
    string SenderName,
    string Content,
    long? Turn = null,
    string? AnswerJson = null)
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What everybody is shown of it now that it is stored.</summary>
    public MessageView AsStored(Appended stored) => Message.View(
        stored.Id, ConversationId, stored.Seq, ClientMessageId, stored.CreatedAt, new SenderView(SenderType, SenderId, SenderName), Content, AnswerJson, null, null, 0);
}

public enum AppendOutcome
{
    Stored,
    /// <summary>This client id was stored before; id and seq are the first one's.</summary>
    Duplicate,
    /// <summary>There is no such conversation.</summary>
    Missing,
    /// <summary>A customer wrote to a resolved or archived conversation: take the slow path.</summary>
    Closed,
    /// <summary>Somebody else has the word now; nothing was stored.</summary>
    TurnPassed,
    /// <summary>The visitor wrote as often as one may; nothing was stored.</summary>
    TooFast,
}

/// <summary>What became of it. Known only after the commit.</summary>
public sealed record Appended(AppendOutcome Outcome, Guid Id, long Seq, DateTimeOffset CreatedAt)
{
    /// <summary>How long somebody who was too fast has to wait.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>The conversation's counter of changes after a message that was stored now.</summary>
    public long Change { get; init; }

    /// <summary>Whether the AI has been asked to answer it.</summary>
    public bool AwaitsAnswer { get; init; }

    public bool IsStored => Outcome is AppendOutcome.Stored or AppendOutcome.Duplicate;
}

/// <summary>Messages of one conversation that this node has stored, in their order, and where the conversation stands since.</summary>
public sealed record StoredHere(Counters Counters, IReadOnlyList<MessageView> Messages);
