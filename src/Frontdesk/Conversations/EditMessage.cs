using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;

namespace Frontdesk.Conversations;

/// <summary>A member puts a sent message into other words. Everybody who has seen it gets the new ones; the audit log alone keeps the old.</summary>
public sealed class EditMessage(FrontdeskDb db, TimeProvider clock)
{
    public sealed record Request(string Content);

    public async Task<IResult> Handle(Guid id, Guid messageId, Request request, CurrentAgent agent, CancellationToken ct)
    {
        if (ReceiveMessage.Refuse(request.Content) is { } bad)
        {
            return bad.AsProblem();
        }

        agent = agent.For(KeyScopes.MessageSend);
        var (found, problem) = await MessageToReword.Find(db, id, messageId, agent, ct);
        if (found is not var (conversation, message))
        {
            return problem!;
        }

        var (before, now) = (message.Content, clock.GetUtcNow());
        if (message.DeletedAt is null && before == request.Content)
        {
            return TypedResults.Ok(message.ToView().For(agent));
        }

        if (message.Edit(request.Content, conversation.Reword(message.Seq, request.Content, now), now) is { } refused)
        {
            return refused.AsProblem();
        }

        db.Record(AuditEntry.By(agent, "message.edited", message.Id, message.SenderName, now, new { content = before }, new { content = message.Content }));
        await db.SaveAndAnnounce(conversation, ct);
        return TypedResults.Ok(message.ToView().For(agent));
    }
}
