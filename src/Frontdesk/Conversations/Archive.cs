using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;

namespace Frontdesk.Conversations;

/// <summary>A member puts a conversation away. What the customer writes next opens a new one that continues it.</summary>
public sealed class Archive(FrontdeskDb db, TimeProvider clock)
{
    public async Task<IResult> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations.VisibleTo(agent), id, ct) is not { } conversation)
        {
            return Problem.NotFound("conversation_not_found");
        }

        if (conversation.Status == ConversationStatus.AgentHandling && conversation.AssignedMemberId != agent.MemberId)
        {
            return new Refused("not_yours", "Only the colleague who handles this conversation can archive it.").AsProblem();
        }

        if (conversation.Archive(new Actor(ActorType.Agent, agent.MemberId, agent.Name), clock.GetUtcNow()) is { } refused)
        {
            return refused.AsProblem();
        }

        await db.SaveAndAnnounce(conversation, ct);
        return TypedResults.Ok(new { conversation_id = conversation.Id, status = conversation.Status });
    }
}
