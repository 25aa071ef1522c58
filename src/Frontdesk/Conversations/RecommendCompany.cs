using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Visitors;

namespace Frontdesk.Conversations;

/// <summary>The visitor says how likely they would recommend the company, 0 to 10, where the chatbot asks.</summary>
public sealed class RecommendCompany(FrontdeskDb db, ChatbotDirectory chatbots, TimeProvider clock)
{
    public async Task<IResult> Handle(Guid id, int score, CurrentVisitor visitor, CancellationToken ct)
    {
        if (score is < 0 or > 10)
        {
            return Problem.Of(422, "invalid_fields", "This is a number from 0 to 10.");
        }

        if (await db.Hold(db.Conversations.OwnedBy(visitor), id, ct) is not { } conversation)
        {
            return Problem.NotFound("conversation_not_found");
        }

        if (await chatbots.FindById(conversation.WorkspaceId, conversation.ChatbotId, ct) is not { Settings.NpsEnabled: true })
        {
            return new Refused("not_allowed_now", "This is not asked here.").AsProblem();
        }

        if (conversation.Recommend(score, clock.GetUtcNow()) is { } refused)
        {
            return refused.AsProblem();
        }

        await db.SaveAndAnnounce(conversation, ct);
        return TypedResults.Ok(new { score });
    }
}
