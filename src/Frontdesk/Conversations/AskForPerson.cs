using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Visitors;

namespace Frontdesk.Conversations;

/// <summary>The visitor asks for a person by the button.</summary>
public sealed class AskForPerson(FrontdeskDb db, TimeProvider clock)
{
    public const string Reason = "user_request";
    public const string Announcement = "I've told the team that you'd like to talk to a person. Somebody will join you here.";

    public async Task<IResult> Handle(Guid id, CurrentVisitor visitor, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations.OwnedBy(visitor), id, ct) is not { } conversation)
        {
            return Problem.NotFound("conversation_not_found");
        }

        if (conversation.Status == ConversationStatus.AgentHandling)
        {
            return TypedResults.Ok(new { status = conversation.Status }); // a person is there already
        }

        if (conversation.Escalate(Actor.Customer(conversation.CustomerId), Reason, Announcement, clock.GetUtcNow()) is { } refused)
        {
            return refused.AsProblem();
        }

        await db.SaveAndAnnounce(conversation, ct);
        return TypedResults.Ok(new { status = conversation.Status });
    }
}
