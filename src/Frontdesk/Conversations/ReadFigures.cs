using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>The figures of one conversation, from all it has said and done.</summary>
public static class ReadFigures
{
    public static async Task<Figures> Figures(this FrontdeskDb db, Conversation conversation, DateTimeOffset now, CancellationToken ct)
    {
        var messages = await db.Messages.AsNoTracking().Where(m => m.ConversationId == conversation.Id)
            .Select(m => new { m.Seq, m.CreatedAt, m.SenderType, Answer = m.SenderType == SenderType.Bot ? m.Answer : null }).ToListAsync(ct);
        var log = await db.ConversationEvents.AsNoTracking().Where(e => e.ConversationId == conversation.Id).ToListAsync(ct);
        return Conversations.Figures.Of(
            conversation.CreatedAt,
            messages.ConvertAll(m => AnswerDetails.Read(m.Answer)?.Receipt is { } receipt
                ? new Spoken(m.Seq, m.CreatedAt, m.SenderType, receipt.InputTokens ?? 0, receipt.OutputTokens ?? 0)
                : new Spoken(m.Seq, m.CreatedAt, m.SenderType)),
            log.ConvertAll(e => new Happened(e.AfterSeq, e.Change, e.At, e.Kind, e is { Kind: EventKind.AgentLeft, ByType: ActorType.Automation })), now);
    }
}
