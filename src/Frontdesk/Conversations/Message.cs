using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;

namespace Frontdesk.Conversations;

/// <summary>A stored message. <see cref="MessageLog"/> alone adds them; afterwards it can only be edited or deleted, under the conversation's lock.</summary>
public sealed class Message : ITenantOwned
{
    private static readonly Refused AlreadyDeleted = new("already_deleted", "This message was deleted already.");

    private Message()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ConversationId { get; private set; }
    public long Seq { get; private set; }
    public long Change { get; private set; }
    public Guid ClientMessageId { get; private set; }
    public SenderType SenderType { get; private set; }
    public Guid? SenderId { get; private set; }
    public string SenderName { get; private set; } = "";
    public string Content { get; private set; } = "";
    public string? Answer { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? EditedAt { get; private set; }
    public DateTimeOffset? DeletedAt { get; private set; }

    /// <param name="change">The conversation's counter, by which clients catch up.</param>
    public Refused? Edit(string content, long change, DateTimeOffset now)
    {
        if (DeletedAt is not null)
        {
            return AlreadyDeleted;
        }

        (Content, Change, EditedAt) = (content, change, now);
        return null;
    }

    /// <summary>The words and what they rested on are gone for good; that there was a message stays.</summary>
    public Refused? Delete(long change, DateTimeOffset now)
    {
        if (DeletedAt is not null)
        {
            return AlreadyDeleted;
        }

        (Content, Change, DeletedAt) = ("", change, now);
        Answer = AnswerDetails.Read(Answer) is { } answer
            ? JsonSerializer.Serialize(answer with { Sources = [], Confidence = null, OfferPerson = false }, Json.Options)
            : null;
        return null;
    }

    public MessageView ToView() => View(
        Id, ConversationId, Seq, ClientMessageId, CreatedAt, new SenderView(SenderType, SenderId, SenderName), Content, Answer, EditedAt, DeletedAt, Change);

    internal static MessageView View(
        Guid id, Guid conversationId, long seq, Guid clientMessageId, DateTimeOffset createdAt, SenderView sender, string content,
        string? answerJson, DateTimeOffset? editedAt, DateTimeOffset? deletedAt, long change)
    {
        var answer = deletedAt is null ? AnswerDetails.Read(answerJson) : null;
        return new MessageView(id, conversationId, seq, clientMessageId, createdAt, sender, deletedAt is null ? content : "",
            answer?.Sources ?? [], answer?.Confidence, answer?.OfferPerson ?? false, editedAt, deletedAt, change);
    }
}

/// <summary>What is stored with a bot's message: what it rests on, how sure it is, and how it came about.</summary>
public sealed record AnswerDetails(IReadOnlyList<SourceView> Sources, double? Confidence, bool OfferPerson, AnswerReceipt Receipt)
{
    public static AnswerDetails? Read(string? json) => json is null ? null : JsonSerializer.Deserialize<AnswerDetails>(json, Json.Options);
}

/// <summary>How an answer came about, enough to explain it later.</summary>
/// <param name="By">built_in, open_ai or anthropic.</param>
/// <param name="Milliseconds">From the start of the work to the last word.</param>
/// <param name="Question">The seq of the customer's message that was answered; what came after it was not heard.</param>
public sealed record AnswerReceipt(string By, string? Model, long? InputTokens, long? OutputTokens, int Milliseconds, string Decision, long? Question = null);
