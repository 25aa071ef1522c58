using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;

namespace Frontdesk.Conversations;

/// <summary>A member opens a resolved conversation again.</summary>
public sealed class Reopen(FrontdeskDb db, TimeProvider clock)
{
    public async Task<IResult> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations.VisibleTo(agent), id, ct) is not { } conversation)
        {
            return Problem.NotFound("conversation_not_found");
        }

        if (conversation.Reopen(new Actor(ActorType.Agent, agent.MemberId, agent.Name), clock.GetUtcNow()) is { } refused)
        {
            return refused.AsProblem();
        }

        await db.SaveAndAnnounce(conversation, ct);
        return TypedResults.Ok(new { conversation_id = conversation.Id, status = conversation.Status });
    }
}
