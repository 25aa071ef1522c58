using Frontdesk.Knowledge.Drafts;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;

namespace Frontdesk.Conversations;

/// <summary>A member declares the matter settled; the visitor is asked how it was.</summary>
public sealed class Resolve(FrontdeskDb db, TimeProvider clock)
{
    public async Task<IResult> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations.VisibleTo(agent), id, ct) is not { } conversation)
        {
            return Problem.NotFound("conversation_not_found");
        }

        if (!agent.AllowedFor(conversation.Status, conversation.AssignedMemberId).Resolve && conversation.Status == ConversationStatus.AgentHandling)
        {
            return new Refused("not_yours", "Only the colleague who handles this conversation can resolve it.").AsProblem();
        }

        if (conversation.Resolve(new Actor(ActorType.Agent, agent.MemberId, agent.Name), clock.GetUtcNow()) is { } refused)
        {
            return refused.AsProblem();
        }

        db.Enqueue(new ProposeFaqs(conversation.WorkspaceId, conversation.Id));
        await db.SaveAndAnnounce(conversation, ct);
        return TypedResults.Ok(new { conversation_id = conversation.Id, status = conversation.Status, resolved_by = agent.MemberId, resolved_at = conversation.ResolvedAt });
    }
}
