using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;

namespace Frontdesk.Conversations;

/// <summary>A member takes the word from the AI. From then on nothing the AI still writes reaches the visitor.</summary>
public sealed class TakeOver(FrontdeskDb db, SayAsAgent say, TimeProvider clock)
{
    public sealed record Request(string? Message = null);

    /// <summary>404 where the member sees no such conversation, 409 where a colleague has it or it is over.</summary>
    public async Task<IResult> Handle(Guid id, Request request, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(db.Conversations.VisibleTo(agent), id, ct) is not { } conversation)
        {
            return Problem.NotFound("conversation_not_found");
        }

        var view = await db.ViewOf(agent, ct);
        if (conversation.TakeOver(view, clock.GetUtcNow()) is { } refused)
        {
            return refused.AsProblem();
        }

        await db.SaveAndAnnounce(conversation, ct);
        if (CleanText.Optional(request.Message, ReceiveMessage.LongestMessage) is { } opening)
        {
            await say.In(conversation.Id, Guid.CreateVersion7(), opening, agent, ct);
        }

        return TypedResults.Ok(new { conversation_id = conversation.Id, status = conversation.Status, assigned_agent = view, takeover_at = conversation.ChangedAt });
    }
}
