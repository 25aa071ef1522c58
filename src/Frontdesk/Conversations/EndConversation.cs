using Frontdesk.Knowledge.Drafts;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Visitors;

namespace Frontdesk.Conversations;

/// <summary>The visitor says that it is settled.</summary>
public sealed class EndConversation(FrontdeskDb db, TimeProvider clock)
{
    public async Task<IResult> Handle(Guid id, CurrentVisitor visitor, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations.OwnedBy(visitor), id, ct) is not { } conversation)
        {
            return Problem.NotFound("conversation_not_found");
        }

        if (conversation.Status != ConversationStatus.Resolved)
        {
            if (conversation.Resolve(Actor.Customer(conversation.CustomerId), clock.GetUtcNow()) is { } refused)
            {
                return refused.AsProblem();
            }

            db.Enqueue(new ProposeFaqs(conversation.WorkspaceId, conversation.Id));
            await db.SaveAndAnnounce(conversation, ct);
        }

        return TypedResults.Ok(new { status = conversation.Status });
    }
}
