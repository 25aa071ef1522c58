using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;

namespace Frontdesk.Conversations;

/// <summary>A member takes a sent message back. Its place stays, its words are gone from every screen; the audit log alone keeps them.</summary>
public sealed class DeleteMessage(FrontdeskDb db, TimeProvider clock)
{
    public async Task<IResult> Handle(Guid id, Guid messageId, CurrentAgent agent, CancellationToken ct)
    {
        agent = agent.For(KeyScopes.MessageSend);
        var (found, problem) = await MessageToReword.Find(db, id, messageId, agent, ct);
        if (found is not var (conversation, message))
        {
            return problem!;
        }

        var (before, now) = (message.Content, clock.GetUtcNow());
        if (message.Delete(conversation.Reword(message.Seq, "", now), now) is { } refused)
        {
            return refused.AsProblem();
        }

        db.Record(AuditEntry.By(agent, "message.deleted", message.Id, message.SenderName, now, before: new { content = before }));
        await db.SaveAndAnnounce(conversation, ct);
        return TypedResults.NoContent();
    }
}
