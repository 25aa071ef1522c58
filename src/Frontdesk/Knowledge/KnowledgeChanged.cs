using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Makes every node drop its index of a chatbot, with the save that changes what is in it.</summary>
public static class KnowledgeChanged
{
    public const string Kind = "knowledge";

    /// <summary>Saves, counts the knowledge's version up in the same transaction, and tells the nodes.</summary>
    public static async Task SaveKnowledge(this FrontdeskDb db, Guid chatbotId, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.Chatbots.Where(c => c.Id == chatbotId).ExecuteUpdateAsync(set => set.SetProperty(c => c.KnowledgeVersion, c => c.KnowledgeVersion + 1), ct);
        db.Announce(new Signal(Kind, chatbotId.ToString()));
        await db.SaveChangesAsync(ct);
        if (transaction is not null)
        {
            await transaction.CommitAsync(ct);
        }
    }
}
