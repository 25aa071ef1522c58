using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Visitors;

namespace Frontdesk.Conversations;

/// <summary>Somebody has looked at the conversation up to a message. Sent by the page or the widget while it is open and visible.</summary>
public static class MarkRead
{
    public sealed record Request(long Seq);

    public static async Task<IResult> Handle(Guid id, Request body, CurrentAgent agent, FrontdeskDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations.VisibleTo(agent), id, ct) is not { } conversation)
        {
            return Problem.NotFound("conversation_not_found");
        }

        conversation.ReadByAgent(body.Seq, clock.GetUtcNow());
        await db.SaveAndAnnounce(conversation, ct);
        return TypedResults.NoContent();
    }

    /// <summary>False where the visitor has no such conversation.</summary>
    public static async Task<bool> By(CurrentVisitor visitor, Guid conversationId, long seq, FrontdeskDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations.OwnedBy(visitor), conversationId, ct) is not { } conversation)
        {
            return false;
        }

        conversation.ReadByVisitor(seq, clock.GetUtcNow());
        await db.SaveAndAnnounce(conversation, ct);
        return true;
    }
}
