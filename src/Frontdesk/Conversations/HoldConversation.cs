using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>
/// The slow path of every change but a message: hold the row, load, act, save, announce. While it is held no message can
/// be appended, so what the handler decides on is what is there.
/// </summary>
public static class HoldConversation
{
    /// <summary>Locks the conversation until the transaction that this begins ends. Null where the door shows nothing.</summary>
    public static async Task<Conversation?> Hold(this FrontdeskDb db, IQueryable<Conversation> visible, Guid id, CancellationToken ct)
    {
        if (db.Database.CurrentTransaction is null)
        {
            await db.Database.BeginTransactionAsync(ct);
        }

        await db.Database.ExecuteSqlAsync($"select 1 from conversations where id = {id} for no key update", ct);
        return await visible.SingleOrDefaultAsync(c => c.Id == id, ct);
    }

    /// <summary>Saves the held conversation with its new events, sets its timer where it has moved, tells the nodes, and lets go.</summary>
    public static async Task SaveAndAnnounce(this FrontdeskDb db, Conversation conversation, CancellationToken ct)
    {
        if (conversation.Status is ConversationStatus.Waiting or ConversationStatus.AgentHandling && db.Entry(conversation).Property(c => c.Turn).IsModified)
        {
            db.Enqueue(new WatchConversation(conversation.WorkspaceId, conversation.Id), conversation.ChangedAt + WatchConversation.FirstLook);
        }

        db.Announce(ConversationSignal.Changed(conversation));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
    }
}
