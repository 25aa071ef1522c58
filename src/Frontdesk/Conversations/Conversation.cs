using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;

namespace Frontdesk.Conversations;

/// <summary>
/// One talk between a customer and us. Its verbs change the status, add a line to the log and move two counters:
/// <see cref="Change"/>, by which clients catch up, and <see cref="Turn"/>, which tells a writer that the word has passed
/// to somebody else. Messages are not added here but through <see cref="MessageLog"/>.
/// </summary>
public sealed partial class Conversation : ITenantOwned
{
    private readonly List<ConversationEvent> _events = [];

    private Conversation()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ChatbotId { get; private set; }
    public Guid CustomerId { get; private set; }
    public Guid VisitorSessionId { get; private set; }
    public Guid OpeningClientMessageId { get; private set; }

    /// <summary>The archived conversation that the customer wrote to when this one began.</summary>
    public Guid? ContinuesId { get; private set; }
    public ConversationStatus Status { get; private set; }
    public long LastSeq { get; private set; }
    public long Change { get; private set; }
    public long Turn { get; private set; }
    public Guid? AssignedMemberId { get; private set; }
    public DateTimeOffset? HandledSince { get; private set; }

    /// <summary>Its agent fell silent: it waits for another person, the AI stays out of it, and it is not given up.</summary>
    public bool AwaitsPerson { get; private set; }
    public string LastMessage { get; private set; } = "";
    public SenderType? LastSender { get; private set; }
    public DateTimeOffset LastMessageAt { get; private set; }

    /// <summary>The database's, and what lists are sorted by first: an index on the instant would make every message pay for it.</summary>
    public DateTimeOffset LastMessageMinute { get; private set; }
    public DateTimeOffset? WaitingSince { get; private set; }
    public long ReadByAgentSeq { get; private set; }
    public long ReadByVisitorSeq { get; private set; }
    public long DeliveredToVisitorSeq { get; private set; }
    public int FailedAnswers { get; private set; }
    public VisitorContext Context { get; private set; } = new();
    public int? Rating { get; private set; }
    public string? RatingComment { get; private set; }

    /// <summary>How likely the customer recommends the company, 0 to 10.</summary>
    public int? Nps { get; private set; }

    public DateTimeOffset? ResolvedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>What happened since the conversation was loaded; saved with it.</summary>
    public IReadOnlyCollection<ConversationEvent> Events => _events;

    /// <summary>What the clock decides on.</summary>
    public ConversationFacts Facts => new(Status, LastSender, LastMessageAt, WaitingSince, HandledSince, AwaitsPerson);

    public static Conversation Open(
        Guid workspaceId, Guid chatbotId, Guid customerId, Guid visitorSessionId, Guid openingClientMessageId, VisitorContext context, DateTimeOffset now)
    {
        var conversation = new Conversation
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = workspaceId,
            ChatbotId = chatbotId,
            CustomerId = customerId,
            VisitorSessionId = visitorSessionId,
            OpeningClientMessageId = openingClientMessageId,
            Status = ConversationStatus.Active,
            Context = context,
            CreatedAt = now,
            ChangedAt = now,
            LastMessageAt = now,
        };
        conversation.Record(EventKind.Created, Actor.Customer(customerId), now);
        return conversation;
    }

    /// <summary>The customer goes on after this one was archived.</summary>
    public Conversation ContinuedBy(Guid visitorSessionId, Guid openingClientMessageId, DateTimeOffset now)
    {
        var next = Open(WorkspaceId, ChatbotId, CustomerId, visitorSessionId, openingClientMessageId, Context.Copy(), now);
        next.ContinuesId = Id;
        return next;
    }

    /// <summary>The customer's judgement, once it is over. A second one replaces the first.</summary>
    public Refused? Rate(int score, string? comment, DateTimeOffset now)
    {
        if (Status is not (ConversationStatus.Resolved or ConversationStatus.Archived))
        {
            return new Refused("not_allowed_now", "A conversation can be rated once it is resolved.");
        }

        Rating = score;
        RatingComment = comment;
        Record(EventKind.Rated, Actor.Customer(CustomerId), now, new { score });
        return null;
    }

    /// <summary>Whether the customer would recommend the company, asked once it is rated.</summary>
    public Refused? Recommend(int score, DateTimeOffset now)
    {
        if (Rating is not { } rating || Status is not (ConversationStatus.Resolved or ConversationStatus.Archived))
        {
            return new Refused("not_allowed_now", "This is asked once the conversation is resolved and rated.");
        }

        Nps = score;
        Record(EventKind.Rated, Actor.Customer(CustomerId), now, new { score = rating, nps = score });
        return null;
    }

    /// <summary>Shown to agents only: why the model did not answer.</summary>
    public void NoteProviderFailure(string message, DateTimeOffset now) =>
        Record(EventKind.ProviderFailed, Actor.System, now, new { message });

    public void CountFailedAnswer() => FailedAnswers++;

    public void ClearFailedAnswers() => FailedAnswers = 0;

    public void ReadByAgent(long seq, DateTimeOffset now)
    {
        if (Math.Min(seq, LastSeq) is var read && read > ReadByAgentSeq)
        {
            ReadByAgentSeq = read;
            ChangedAt = now;
        }
    }

    public void ReadByVisitor(long seq, DateTimeOffset now)
    {
        if (Math.Min(seq, LastSeq) is var read && read > ReadByVisitorSeq)
        {
            ReadByVisitorSeq = read;
            DeliveredToVisitorSeq = Math.Max(DeliveredToVisitorSeq, read);
            ChangedAt = now;
        }
    }

    /// <summary>A message reads differently from now on: who catches up finds it by the number given back, and lists follow.</summary>
    public long Reword(long seq, string content, DateTimeOffset now)
    {
        LastMessage = seq == LastSeq ? CleanText.Cut(content, 200) : LastMessage;
        ChangedAt = now;
        return ++Change;
    }

    public void SeenOn(VisitorContext context) => Context = context;

    private void Record(EventKind kind, Actor by, DateTimeOffset at, object? data = null)
    {
        Change++;
        ChangedAt = at;
        _events.Add(new ConversationEvent(this, kind, by, at, JsonSerializer.SerializeToElement(data ?? new { }, Json.Options)));
    }
}
