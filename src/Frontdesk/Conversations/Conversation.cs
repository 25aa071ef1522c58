using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;

namespace Frontdesk.Conversations;

/// <summary>Who did something to a conversation.</summary>
public sealed record Actor(ActorType Type, Guid? Id, string? Name)
{
    public static Actor System { get; } = new(ActorType.System, null, null);
    /// <summary>A rule or a timer; nobody decided.</summary>
    public static Actor Automation { get; } = new(ActorType.Automation, null, null);
    public static Actor Customer(Guid id) => new(ActorType.Customer, id, null);
}

public enum ActorType
{
    Customer,
    Agent,
    System,
    Automation,
}

/// <summary>
/// One talk between a customer and us. Its verbs change the status, add a line to the log and move two counters:
/// <see cref="Change"/>, by which clients catch up, and <see cref="Turn"/>, which tells a writer that the word has passed
/// to somebody else. Messages are not added here but through <see cref="MessageLog"/>.
/// </summary>
public sealed class Conversation : ITenantOwned
{
    /// <summary>The code of a refusal because a colleague handles it.</summary>
    public const string TakenByAnother = "already_taken";

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

    public Refused? Escalate(Actor by, string reason, string message, DateTimeOffset now)
    {
        if (Status == ConversationStatus.Escalated)
        {
            return null; // asked for already; asking twice is not an error
        }

        var first = AwaitsPerson;
        if (Move(Conversations.Move.Escalate) is { } refused)
        {
            return refused;
        }

        AwaitsPerson = first; // asking costs nobody the place at the front
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
                : new Refused(TakenByAnother, "A colleague has already taken over this conversation.");
        }

        if (Move(Conversations.Move.TakeOver) is { } refused)
        {
            return refused;
        }

        (AssignedMemberId, HandledSince) = (agent.Id, now);
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

        Release();
        FailedAnswers = 0;
        Record(EventKind.ReturnedToAi, new Actor(ActorType.Agent, agent.Id, agent.Name), now);
        if (LastSender != SenderType.Customer)
        {
            (Status, WaitingSince) = (ConversationStatus.Waiting, null); // nothing is open: it is the customer's word
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

        Release();
        WaitingSince ??= now;
        Record(EventKind.AgentLeft, new Actor(ActorType.Agent, agent.Id, agent.Name), now, new { agent });
        return null;
    }

    /// <summary>Who handles it has left the customer without a word for too long. The customer keeps the place in the queue.</summary>
    /// <param name="agent">Who was silent.</param>
    /// <param name="aiAnswers">Whether the AI has the word again until a person comes.</param>
    /// <param name="now">The hour.</param>
    public Refused? LoseSilentAgent(AgentView agent, bool aiAnswers, DateTimeOffset now)
    {
        if (Move(Conversations.Move.AgentFallsSilent) is { } refused)
        {
            return refused;
        }

        Release();
        AwaitsPerson = !aiAnswers;
        WaitingSince ??= now;
        Record(EventKind.AgentLeft, Actor.Automation, now, new
        {
            agent,
            reason = "silent",
            message = aiAnswers ? $"{agent.Name} had to step away." : $"{agent.Name} had to step away. Somebody else will be with you.",
        });
        return null;
    }

    /// <summary>The customer has not come back.</summary>
    public Refused? Abandon(DateTimeOffset now)
    {
        if (Move(Conversations.Move.Abandon) is { } refused)
        {
            return refused;
        }

        WaitingSince = null;
        Record(EventKind.Abandoned, Actor.Automation, now);
        return null;
    }

    /// <summary>Put away: out of the inbox, and continued by a new one if the customer writes again.</summary>
    public Refused? Archive(Actor by, DateTimeOffset now)
    {
        if (Move(Conversations.Move.Archive) is { } refused)
        {
            return refused;
        }

        WaitingSince = null;
        Record(EventKind.Archived, by, now);
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
        Release();
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

    public void ReadByVisitor(long seq)
    {
        ReadByVisitorSeq = Math.Max(ReadByVisitorSeq, Math.Min(seq, LastSeq));
        DeliveredToVisitorSeq = Math.Max(DeliveredToVisitorSeq, ReadByVisitorSeq);
    }

    /// <summary>A message reads differently from now on: who catches up finds it by the number given back, and lists follow.</summary>
    public long Reword(long seq, string content, DateTimeOffset now)
    {
        LastMessage = seq == LastSeq ? CleanText.Cut(content, 200) : LastMessage;
        ChangedAt = now;
        return ++Change;
    }

    public void SeenOn(VisitorContext context) => Context = context;

    private Refused? Move(Move move)
    {
        if (Lifecycle.Next(Status, move) is not { } next)
        {
            return new Refused("not_allowed_now", $"This conversation is {SnakeCase.Text(Status).Replace('_', ' ')}, so that is not possible now.");
        }

        (Status, AwaitsPerson) = (next, false);
        Turn++;
        return null;
    }

    private void Release() => (AssignedMemberId, HandledSince) = (null, null);

    private void Record(EventKind kind, Actor by, DateTimeOffset at, object? data = null)
    {
        Change++;
        ChangedAt = at;
        _events.Add(new ConversationEvent(this, kind, by, at, JsonSerializer.SerializeToElement(data ?? new { }, Json.Options)));
    }
}
