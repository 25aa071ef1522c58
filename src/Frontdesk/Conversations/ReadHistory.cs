using Frontdesk.Conversations.Live;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Visitors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>What a visitor missed, or the latest page; may wait for something newer (the widget's way without a socket).</summary>
public static class ReadHistory
{
    private const int PageSize = 30;
    private const int CatchUpSize = 100;

    public sealed record View(
        Guid SessionId, Guid? ConversationId, ConversationStatus? Status, long Seq, long Change, AgentView? Agent, int? Rating, bool HasMore,
        IReadOnlyList<MessageView> Messages, IReadOnlyList<EventView> Events);

    public static async Task<IResult> Handle(
        Guid sessionId, CurrentVisitorOf current, FrontdeskDb db, LiveConversations live, ConversationReader reader, Deliveries deliveries, VisitorPlaces places, Presence presence, Drain drain, CancellationToken ct,
        long? after = null, long? before = null, [FromQuery(Name = "changed_after")] long changedAfter = 0, int wait = 0,
        [FromQuery(Name = "conversation_id")] Guid? conversation = null)
    {
        CurrentVisitor visitor = current;
        if (visitor.SessionId != sessionId)
        {
            return Problem.NotFound("conversation_not_found");
        }

        var own = db.Conversations.AsNoTracking().OwnedBy(visitor);
        var id = conversation is { } asked
            ? await own.Where(c => c.Id == asked).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(ct)
            : await own.OrderByDescending(c => c.CreatedAt).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct);
        if (id is not { } conversationId)
        {
            return conversation is null
                ? TypedResults.Ok(new View(sessionId, null, null, 0, 0, null, null, false, [], []))
                : Problem.NotFound("conversation_not_found");
        }

        using var place = wait > 0 ? places.Hold(visitor.VisitorId) : null;
        if (wait > 0 && place is null)
        {
            return Problem.Of(429, "too_many_connections", "Several requests of yours wait already. Ask again a little later.", VisitorPlaces.PollAgainAfter);
        }

        using var there = wait > 0 ? presence.Come(conversationId, visitor) : null;
        var shown = after is { } seen
            ? await Newer(visitor, sessionId, conversationId, seen, changedAfter, Math.Clamp(wait, 0, 25), live, reader, drain, ct)
            : await Page(visitor, sessionId, conversationId, before ?? long.MaxValue, db, reader, ct);
        if (shown.Messages.Any(m => m.Sender.Type == SenderType.Agent))
        {
            deliveries.Note(visitor.WorkspaceId, conversationId, shown.Messages[^1].Seq);
        }

        return TypedResults.Ok(shown);
    }

    private static async Task<View> Newer(
        CurrentVisitor visitor, Guid sessionId, Guid conversationId, long seq, long change, int wait, LiveConversations live, ConversationReader reader, Drain drain, CancellationToken ct)
    {
        var news = (await reader.Read([new Wanted(visitor.WorkspaceId, conversationId, seq, change)], ct))[0];
        (seq, change) = (Math.Min(seq, news.Head.Seq), Math.Min(change, news.Head.Change)); // nobody stands beyond the head
        if (wait > 0 && news.Head.Seq <= seq && news.Head.Change <= change)
        {
            using var until = CancellationTokenSource.CreateLinkedTokenSource(ct, drain.Begun);
            await LongPoll.Until(live, visitor.WorkspaceId, conversationId, new Cursor(seq, change), TimeSpan.FromSeconds(wait), until.Token);
            news = (await reader.Read([new Wanted(visitor.WorkspaceId, conversationId, seq, change)], ct))[0];
        }

        // What was edited or deleted comes whole: the client's counter of changes stays until it has every message.
        var fresh = news.Messages.Where(m => m.Seq > seq).Take(CatchUpSize + 1).ToList();
        return Show(sessionId, news.Head, [.. news.Messages.Where(m => m.Seq <= seq), .. fresh.Take(CatchUpSize)], news.Events, fresh.Count > CatchUpSize);
    }

    private static async Task<View> Page(
        CurrentVisitor visitor, Guid sessionId, Guid conversationId, long before, FrontdeskDb db, ConversationReader reader, CancellationToken ct)
    {
        var head = (await reader.Read([new Wanted(visitor.WorkspaceId, conversationId, long.MaxValue, 0)], ct))[0];
        var page = await db.Messages.AsNoTracking().Where(m => m.ConversationId == conversationId && m.Seq < before)
            .OrderByDescending(m => m.Seq).Take(PageSize + 1).ToListAsync(ct);
        var messages = page.Take(PageSize).Reverse().Select(m => m.ToView()).ToList();
        return Show(sessionId, head.Head, messages, head.Events, page.Count > PageSize);
    }

    private static View Show(Guid sessionId, ConversationHead head, IReadOnlyList<MessageView> messages, IReadOnlyList<EventView> events, bool more) => new(
        sessionId, head.ConversationId, head.Status, head.Seq, head.Change, head.Status == ConversationStatus.AgentHandling ? head.Agent : null, head.Rating, more,
        messages, [.. events.Where(e => EventFrames.VisitorMaySee(e.Kind))]);
}
