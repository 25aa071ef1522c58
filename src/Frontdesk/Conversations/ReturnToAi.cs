using Frontdesk.Answers;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;

namespace Frontdesk.Conversations;

/// <summary>The member gives the word back to the AI, which answers at once if the customer is waiting.</summary>
public sealed class ReturnToAi(FrontdeskDb db, TimeProvider clock)
{
    public async Task<IResult> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations.VisibleTo(agent), id, ct) is not { } conversation)
        {
            return Problem.NotFound("conversation_not_found");
        }

        if (conversation.ReturnToAi(await db.ViewOf(agent, ct), clock.GetUtcNow()) is { } refused)
        {
            return refused.AsProblem();
        }

        if (conversation.Status == ConversationStatus.Active)
        {
            db.Enqueue(new AnswerWithAi(conversation.WorkspaceId, conversation.Id));
        }

        await db.SaveAndAnnounce(conversation, ct);
        return TypedResults.Ok(new { conversation_id = conversation.Id, status = conversation.Status, assigned_agent = (object?)null, returned_at = conversation.ChangedAt });
    }
}
