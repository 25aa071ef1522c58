using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;

namespace Frontdesk.Conversations;

/// <summary>Who did something to a conversation.</summary>
public sealed record Actor(ActorType Type, Guid? Id, string? Name)
{
    public static Actor System { get; } = new(ActorType.System, null, null);
    public static Actor Customer(Guid id) => new(ActorType.Customer, id, null);
}

public enum ActorType
{
    Customer,
    Agent,
    System,
}

/// <summary>
/// One talk between a customer and us. Its verbs change the status, add a line to the log and move two counters:
/// <see cref="Change"/>, by which clients catch up, and <see cref="Turn"/>, which tells a writer that the word has passed
/// to somebody else. Messages are not added here but through <see cref="MessageLog"/>.
/// </summary>
public sealed class Conversation : ITenantOwned
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
    public ConversationStatus Status { get; private set; }
    public long LastSeq { get; private set; }
    public long Change { get; private set; }
    public long Turn { get; private set; }
    public Guid? AssignedMemberId { get; private set; }
    public string LastMessage { get; private set; } = "";
    public SenderType? LastSender { get; private set; }
    public DateTimeOffset LastMessageAt { get; private set; }

    /// <summary>The database's, and what lists are sorted by first: an index on the instant would make every message pay for it.</summary>
    public DateTimeOffset LastMessageMinute { get; private set; }
    public DateTimeOffset? WaitingSince { get; private set; }
    public long ReadByAgentSeq { get; private set; }
    public long ReadByVisitorSeq { get; private set; }
    public int FailedAnswers { get; private set; }
    public VisitorContext Context { get; private set; } = new();
    public int? Rating { get; private set; }
    public string? RatingComment { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>What happened since the conversation was loaded; saved with it.</summary>
    public IReadOnlyCollection<ConversationEvent> Events => _events;

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

    public Refused? Escalate(Actor by, string reason, string message, DateTimeOffset now)
    {
        if (Status == ConversationStatus.Escalated)
        {
            return null; // asked for already; asking twice is not an error
        }

        if (Move(Conversations.Move.Escalate) is { } refused)
        {
            return refused;
        }

        WaitingSince ??= now;
        Record(EventKind.Escalated, by, now, new { reason, message, estimated_wait_time = (int?)null });
        return null;
    }

    public Refused? TakeOver(AgentView agent, DateTimeOffset now)
    {
        if (Status == ConversationStatus.AgentHandling)
        {
            return AssignedMemberId == agent.Id
                ? null
                : new Refused("already_taken", "A colleague has already taken over this conversation.");
        }

        if (Move(Conversations.Move.TakeOver) is { } refused)
        {
            return refused;
        }

        AssignedMemberId = agent.Id;
        Record(EventKind.AgentJoined, new Actor(ActorType.Agent, agent.Id, agent.Name), now, new { agent });
        return null;
    }

    public Refused? ReturnToAi(AgentView agent, DateTimeOffset now)
    {
        if (Status == ConversationStatus.AgentHandling && AssignedMemberId != agent.Id)
        {
            return new Refused("not_yours", "Only the colleague who handles this conversation can return it to the AI.");
        }

        if (Move(Conversations.Move.ReturnToAi) is { } refused)
        {
            return refused;
        }

        AssignedMemberId = null;
        FailedAnswers = 0;
        Record(EventKind.ReturnedToAi, new Actor(ActorType.Agent, agent.Id, agent.Name), now);
        if (LastSender != SenderType.Customer)
        {
            Status = ConversationStatus.Waiting; // nothing is open: it is the customer's word
        }

        return null;
    }

    /// <summary>Who handles it may do so no longer: it waits for another person, and the AI stays silent.</summary>
    public Refused? LoseAgent(AgentView agent, DateTimeOffset now)
    {
        if (Move(Conversations.Move.LoseAgent) is { } refused)
        {
            return refused;
        }

        AssignedMemberId = null;
        WaitingSince ??= now;
        Record(EventKind.AgentLeft, new Actor(ActorType.Agent, agent.Id, agent.Name), now, new { agent });
        return null;
    }

    public Refused? Resolve(Actor by, DateTimeOffset now)
    {
        if (Move(Conversations.Move.Resolve) is { } refused)
        {
            return refused;
        }

        ResolvedAt = now;
        WaitingSince = null;
        Record(EventKind.Resolved, by, now, new { survey = new { question = "How would you rate your experience?", type = "rating", scale = 5 } });
        return null;
    }

    public Refused? Reopen(Actor by, DateTimeOffset now)
    {
        if (Move(Conversations.Move.Reopen) is { } refused)
        {
            return refused;
        }

        ResolvedAt = null;
        AssignedMemberId = null;
        FailedAnswers = 0;
        Record(EventKind.Reopened, by, now);
        return null;
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

    public void ReadByVisitor(long seq) => ReadByVisitorSeq = Math.Max(ReadByVisitorSeq, Math.Min(seq, LastSeq));

    public void SeenOn(VisitorContext context) => Context = context;

    private Refused? Move(Move move)
    {
        if (Lifecycle.Next(Status, move) is not { } next)
        {
            return new Refused("not_allowed_now", $"This conversation is {SnakeCase.Text(Status).Replace('_', ' ')}, so that is not possible now.");
        }

        Status = next;
        Turn++;
        return null;
    }

    private void Record(EventKind kind, Actor by, DateTimeOffset at, object? data = null)
    {
        Change++;
        ChangedAt = at;
        _events.Add(new ConversationEvent(this, kind, by, at, JsonSerializer.SerializeToElement(data ?? new { }, Json.Options)));
    }
}
