using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>The member who handles a conversation writes to the customer.</summary>
public sealed class SayAsAgent(FrontdeskDb db, MessageLog log)
{
    public sealed record Request(string Content, Guid? ClientMessageId = null);

    public async Task<IResult> Handle(Guid id, Request request, CurrentAgent agent, CancellationToken ct)
    {
        if (ReceiveMessage.Refuse(request.Content) is { } bad)
        {
            return bad.AsProblem();
        }

        var (stored, refused) = await In(id, request.ClientMessageId ?? Guid.CreateVersion7(), request.Content, agent, ct);
        return stored is null ? refused! : TypedResults.Ok(new { id = stored.Id, conversation_id = id, seq = stored.Seq, created_at = stored.CreatedAt });
    }

    /// <summary>404 where there is no such conversation for the member, 409 where somebody else has the word.</summary>
    public async Task<(Appended? Stored, IResult? Refused)> In(Guid id, Guid clientMessageId, string content, CurrentAgent agent, CancellationToken ct)
    {
        agent = agent.For(KeyScopes.MessageSend);
        var seen = await db.Conversations.AsNoTracking().VisibleTo(agent).Where(c => c.Id == id)
            .Select(c => new { c.Status, c.AssignedMemberId, c.Turn }).SingleOrDefaultAsync(ct);
        if (seen is null)
        {
            return (null, Problem.NotFound("conversation_not_found"));
        }

        if (!agent.AllowedFor(seen.Status, seen.AssignedMemberId).Reply)
        {
            return await SaidBefore(id, clientMessageId, agent, ct) is { } before ? (before, null) : (null, await NotYours(id, ct));
        }

        var appended = await log.Add(new NewMessage(agent.WorkspaceId, id, clientMessageId, SenderType.Agent, agent.MemberId, agent.Name, content, seen.Turn));
        return appended.IsStored ? (appended, null) : (null, await NotYours(id, ct));
    }

    /// <summary>A retry whose first answer was lost is told of the first, though the word has passed since.</summary>
    private async Task<Appended?> SaidBefore(Guid id, Guid clientMessageId, CurrentAgent agent, CancellationToken ct) =>
        await db.Messages.AsNoTracking().Where(m => m.ConversationId == id && m.ClientMessageId == clientMessageId && m.SenderId == agent.MemberId)
            .Select(m => new Appended(AppendOutcome.Duplicate, m.Id, m.Seq, m.CreatedAt)).SingleOrDefaultAsync(ct);

    /// <summary>Read again: what refused the message may have happened after it was looked at first.</summary>
    private async Task<IResult> NotYours(Guid id, CancellationToken ct)
    {
        var now = await db.Conversations.AsNoTracking().Where(c => c.Id == id).Select(c => new { c.Status, c.AssignedMemberId }).SingleAsync(ct);
        var who = now switch
        {
            { Status: ConversationStatus.AgentHandling } => await db.WhoHasTheWord(now.AssignedMemberId, ct) + " Your message was not sent.",
            { Status: ConversationStatus.Resolved or ConversationStatus.Archived } => "This conversation is over. Reopen it and take over before you write.",
            _ => "Take over the conversation before you write: somebody else has the word now.",
        };
        return new Refused("not_allowed_now", who).AsProblem();
    }
}
