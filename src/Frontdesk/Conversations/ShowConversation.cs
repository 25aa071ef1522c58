using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Visitors;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>One conversation as an agent sees it: history, log, context, and what may be done now.</summary>
public static class ShowConversation
{
    private const int LatestMessages = 100;

    public static async Task<IResult> Handle(Guid id, CurrentAgent agent, FrontdeskDb db, TimeProvider clock, CancellationToken ct) =>
        await Find(id, agent, db, clock, ct) is { } conversation ? TypedResults.Ok(conversation) : Problem.NotFound("conversation_not_found");

    /// <summary>Agents see who the customer is now, not what they were called when they wrote.</summary>
    private static MessageView Named(MessageView message, CustomerView customer) =>
        message.Sender.Type == SenderType.Customer ? message with { Sender = message.Sender with { Name = customer.Name } } : message;

    public static async Task<IResult> Messages(Guid id, CurrentAgent agent, FrontdeskDb db, CancellationToken ct, long after = 0, int limit = 100)
    {
        if (!await db.Conversations.VisibleTo(agent).AnyAsync(c => c.Id == id, ct))
        {
            return Problem.NotFound("conversation_not_found");
        }

        var messages = await db.Messages.AsNoTracking().Where(m => m.ConversationId == id && m.Seq > after).OrderBy(m => m.Seq).Take(Math.Clamp(limit, 1, 200)).ToListAsync(ct);
        return TypedResults.Ok(new { data = messages.Select(m => m.ToView().For(agent)) });
    }

    public static Task<ConversationView?> Find(Guid id, CurrentAgent agent, FrontdeskDb db, TimeProvider clock, CancellationToken ct) =>
        FindBefore(id, long.MaxValue, agent, db, clock, ct);

    /// <summary>With the page of messages before <paramref name="before"/>, and the log lines that stand among them.</summary>
    public static async Task<ConversationView?> FindBefore(Guid id, long before, CurrentAgent agent, FrontdeskDb db, TimeProvider clock, CancellationToken ct)
    {
        var visible = db.Conversations.AsNoTracking().VisibleTo(agent).Where(c => c.Id == id);
        if (await visible.SingleOrDefaultAsync(ct) is not { } conversation)
        {
            return null;
        }

        var row = (await visible.ToRows(agent, db, ct)).Single();
        var messages = await db.Messages.AsNoTracking().Where(m => m.ConversationId == id && m.Seq < before).OrderByDescending(m => m.Seq).Take(LatestMessages).ToListAsync(ct);
        var oldest = messages.Count == LatestMessages ? messages[^1].Seq : 0;
        var events = await db.ConversationEvents.AsNoTracking().Where(e => e.ConversationId == id && e.AfterSeq >= oldest && e.AfterSeq < before).OrderBy(e => e.Change).ToListAsync(ct);
        var earlier = await db.Conversations.VisibleTo(agent).CountAsync(c => c.CustomerId == conversation.CustomerId && c.CreatedAt < conversation.CreatedAt, ct);
        var lastSeen = await db.VisitorSessions.Where(s => s.Id == conversation.VisitorSessionId).Select(s => (DateTimeOffset?)s.LastSeenAt).SingleOrDefaultAsync(ct);
        return new ConversationView(
            row, conversation.LastSeq, conversation.Change, conversation.Context.ToView().For(agent),
            [.. messages.AsEnumerable().Reverse().Select(m => Named(m.ToView(), row.Customer).For(agent))], [.. events.Select(e => e.ToView().For(agent))],
            conversation.CommentFor(agent), earlier, agent.AllowedFor(conversation.Status, conversation.AssignedMemberId),
            oldest > 1, await db.Figures(conversation, clock.GetUtcNow(), ct), conversation.ContinuesId,
            await db.Conversations.VisibleTo(agent).Where(c => c.ContinuesId == id).OrderBy(c => c.CreatedAt).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct))
        {
            VisitorLastSeenAt = lastSeen > conversation.LastMessageAt || conversation.LastSender != SenderType.Customer ? lastSeen : conversation.LastMessageAt,
            DeliveredToVisitorSeq = conversation.DeliveredToVisitorSeq,
            ReadByVisitorSeq = conversation.ReadByVisitorSeq,
            Changeable = conversation.Status == ConversationStatus.Archived
                ? []
                : [.. messages.Where(m => m.DeletedAt is null && agent.MayReword(m.SenderType, m.SenderId)).Select(m => m.Id)],
        };
    }
}
