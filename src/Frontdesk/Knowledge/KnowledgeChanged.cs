using Frontdesk.Chatbots;
using Frontdesk.Knowledge.Indexes;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

/// <summary>Makes every node bring its index of a chatbot up to date, with the save that changes what is in it.</summary>
public static class KnowledgeChanged
{
    public const string Kind = "knowledge";

    /// <summary>
    /// Saves, counts the knowledge's version up in the same transaction, tells the nodes, and has new texts embedded where the chatbot has
    /// a model for that. Whoever changes what is searched saves by this.
    /// </summary>
    public static Task SaveKnowledge(this FrontdeskDb db, Guid chatbotId, CancellationToken ct) => Save(db, chatbotId, embed: true, ct);

    /// <summary>The same for vectors, which need none themselves.</summary>
    internal static Task TellKnowledgeChanged(this FrontdeskDb db, Guid chatbotId, CancellationToken ct) => Save(db, chatbotId, embed: false, ct);

    private static async Task Save(FrontdeskDb db, Guid chatbotId, bool embed, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.Chatbots.Where(c => c.Id == chatbotId).ExecuteUpdateAsync(set => set.SetProperty(c => c.KnowledgeVersion, c => c.KnowledgeVersion + 1), ct);
        // Asked under the lock of the chatbot's row, as a model is chosen under it: neither misses the other.
        if (embed && await EmbeddingModels.Of(db, chatbotId).AnyAsync(ct))
        {
            db.Enqueue(new EmbedPassages(db.WorkspaceId, chatbotId));
        }

        db.Announce(new Signal(Kind, chatbotId.ToString()));
        await db.SaveChangesAsync(ct);
        if (transaction is not null)
        {
            await db.CommitAsync(ct);
        }
    }
}
