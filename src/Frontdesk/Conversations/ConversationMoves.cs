using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;

namespace Frontdesk.Conversations;

/// <summary>What moves a conversation along <see cref="Lifecycle"/>: who has the word, whether it is over, where it lies.</summary>
public sealed partial class Conversation
{
    /// <summary>The code of a refusal because a colleague handles it.</summary>
    public const string TakenByAnother = "already_taken";

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
}
