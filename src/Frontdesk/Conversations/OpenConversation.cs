using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Visitors;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.Conversations;

/// <summary>A new conversation and what opens it.</summary>
public sealed record Opening(CurrentVisitor Visitor, Guid ConversationId, string? NewToken);

/// <summary>
/// The first message of somebody new, or of a visitor who has no conversation yet. Asked twice with the same client message
/// id (its answer was lost) it gives the same conversation and, for ten minutes, one more token.
/// </summary>
public sealed class OpenConversation(FrontdeskDb db, Tenant tenant, TimeProvider clock)
{
    public async Task<Opening?> For(
        ChatbotFacts chatbot, CurrentVisitor? known, string fingerprint, Guid clientMessageId, VisitorContext context, CancellationToken ct)
    {
        tenant.Bind(chatbot.WorkspaceId);
        var now = clock.GetUtcNow();
        if (await Retried(chatbot, known, fingerprint, clientMessageId, now, ct) is { } retried)
        {
            return retried.Opening;
        }

        string? token = null;
        var visitor = known ?? Arrive(await Recognise(chatbot, fingerprint, ct), chatbot, fingerprint, now, out token);
        var customerId = known is null
            ? db.ChangeTracker.Entries<Visitor>().Single().Entity.CustomerId
            : await db.Visitors.Where(v => v.Id == known.VisitorId).Select(v => v.CustomerId).SingleAsync(ct);
        var conversation = Conversation.Open(chatbot.WorkspaceId, chatbot.Id, customerId, visitor.SessionId, clientMessageId, context, now);
        db.Conversations.Add(conversation);
        try
        {
            await db.SaveChangesAsync(ct);
            return new Opening(visitor, conversation.Id, token);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear(); // the same first message on its way twice: the other one was faster
            return (await Retried(chatbot, known, fingerprint, clientMessageId, now, ct))?.Opening;
        }
    }

    private async Task<Visitor?> Recognise(ChatbotFacts chatbot, string fingerprint, CancellationToken ct) =>
        await db.Visitors.Where(v => v.ChatbotId == chatbot.Id && v.Fingerprint == fingerprint).OrderBy(v => v.CreatedAt).FirstOrDefaultAsync(ct);

    private CurrentVisitor Arrive(Visitor? visitor, ChatbotFacts chatbot, string fingerprint, DateTimeOffset now, out string token)
    {
        if (visitor is null)
        {
            var customer = Customer.Anonymous(chatbot.WorkspaceId, now);
            visitor = Visitor.Arrive(customer, chatbot.Id, fingerprint, now);
            db.AddRange(customer, visitor);
        }

        var session = VisitorSession.Start(visitor, out token, now);
        db.VisitorSessions.Add(session);
        return new CurrentVisitor(session.Id, visitor.WorkspaceId, chatbot.Id, visitor.Id);
    }

    /// <summary>Not null when this opening was stored before; its Opening is null where whoever asks gets no token for it.</summary>
    private async Task<Again?> Retried(ChatbotFacts chatbot, CurrentVisitor? known, string fingerprint, Guid clientMessageId, DateTimeOffset now, CancellationToken ct)
    {
        if (await db.Conversations.AsNoTracking().SingleOrDefaultAsync(c => c.ChatbotId == chatbot.Id && c.OpeningClientMessageId == clientMessageId, ct) is not { } first)
        {
            return null;
        }

        if (known is not null)
        {
            return new Again(known.SessionId == first.VisitorSessionId ? new Opening(known, first.Id, null) : null);
        }

        return new Again(now - first.CreatedAt > SecondToken.Patience ? null : await OpenAgain(first, fingerprint, now, ct));
    }

    /// <summary>One more token beside the first, which another tab may be using. The fingerprint has to be that of whoever opened it.</summary>
    private async Task<Opening?> OpenAgain(Conversation first, string fingerprint, DateTimeOffset now, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select 1 from visitor_sessions where id = {first.VisitorSessionId} for update", ct);
        var visitors = db.Visitors;
        if (await db.VisitorSessions.SingleOrDefaultAsync(s => s.Id == first.VisitorSessionId && visitors.Any(v => v.Id == s.VisitorId && v.Fingerprint == fingerprint), ct) is not { } session
            || !await HasRoom(session, ct))
        {
            return null;
        }

        db.SecondTokens.Add(SecondToken.Of(session, out var token, now));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return new Opening(new CurrentVisitor(session.Id, session.WorkspaceId, session.ChatbotId, session.VisitorId), first.Id, token);
    }

    /// <summary>Beyond a few, the oldest that nobody has used makes room.</summary>
    private async Task<bool> HasRoom(VisitorSession session, CancellationToken ct)
    {
        var tokens = await db.SecondTokens.Where(t => t.VisitorSessionId == session.Id).OrderBy(t => t.CreatedAt).ToListAsync(ct);
        if (tokens.Count >= SecondToken.Most && tokens.Find(t => t.UsedAt is null) is { } unused)
        {
            db.SecondTokens.Remove(unused);
        }

        return tokens.Count(t => t.UsedAt is not null) < SecondToken.Most;
    }

    private sealed record Again(Opening? Opening);
}
