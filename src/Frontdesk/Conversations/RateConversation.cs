using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Visitors;

namespace Frontdesk.Conversations;

/// <summary>The visitor says how it was, 1 to 5, once it is resolved.</summary>
public sealed class RateConversation(FrontdeskDb db, TimeProvider clock)
{
    private const int LongestComment = 1000;

    public async Task<IResult> Handle(Guid id, int score, string? comment, CurrentVisitor visitor, CancellationToken ct)
    {
        if (score is < 1 or > 5)
        {
            return Problem.Of(422, "invalid_fields", "A rating is a number from 1 to 5.");
        }

        if (comment?.Length > LongestComment)
        {
            return Problem.Of(422, "invalid_fields", "A comment has at most 1,000 characters.");
        }

        if (await db.Hold(db.Conversations.OwnedBy(visitor), id, ct) is not { } conversation)
        {
            return Problem.NotFound("conversation_not_found");
        }

        if (conversation.Rate(score, CleanText.Optional(comment, LongestComment), clock.GetUtcNow()) is { } refused)
        {
            return refused.AsProblem();
        }

        await db.SaveAndAnnounce(conversation, ct);
        return TypedResults.Ok(new { score });
    }
}
