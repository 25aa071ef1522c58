using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;

namespace Frontdesk.Conversations;

/// <summary>A member has looked at the conversation up to a message. Sent by the page while it is open and visible.</summary>
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
}
