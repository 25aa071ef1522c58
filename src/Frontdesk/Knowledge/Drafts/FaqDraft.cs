using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;

namespace Frontdesk.Knowledge.Drafts;

public enum DraftStatus
{
    Open,
    Accepted,
    /// <summary>Its question became another way of asking an existing FAQ.</summary>
    Merged,
    Rejected,
}

/// <summary>A customer's question and what a person answered, proposed as a FAQ. Personal data is masked.</summary>
public sealed class FaqDraft : ITenantOwned
{
    private FaqDraft()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ChatbotId { get; private set; }
    public Guid ConversationId { get; private set; }

    /// <summary>The message that asked; of each at most one draft is made.</summary>
    public Guid MessageId { get; private set; }
    public string Question { get; private set; } = "";
    public string Answer { get; private set; } = "";
    public DraftStatus Status { get; private set; }
    public Guid? FaqId { get; private set; }
    public Guid? DecidedBy { get; private set; }
    public DateTimeOffset? DecidedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    public static FaqDraft Propose(Guid workspaceId, Guid chatbotId, Guid conversationId, Exchange exchange, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = workspaceId,
        ChatbotId = chatbotId,
        ConversationId = conversationId,
        MessageId = exchange.MessageId,
        Question = exchange.Question,
        Answer = exchange.Answer,
        Status = DraftStatus.Open,
        CreatedAt = now,
    };

    public Refused? Accept(Guid faqId, Guid by, DateTimeOffset now) => Decide(DraftStatus.Accepted, faqId, by, now);

    public Refused? Merge(Guid faqId, Guid by, DateTimeOffset now) => Decide(DraftStatus.Merged, faqId, by, now);

    public Refused? Reject(Guid by, DateTimeOffset now) => Decide(DraftStatus.Rejected, null, by, now);

    private Refused? Decide(DraftStatus status, Guid? faqId, Guid by, DateTimeOffset now)
    {
        if (Status != DraftStatus.Open)
        {
            return new Refused("already_decided", "Somebody has decided about this draft already.");
        }

        (Status, FaqId, DecidedBy, DecidedAt) = (status, faqId, by, now);
        return null;
    }
}
