using Frontdesk.Chatbots;
using Frontdesk.Knowledge.Indexes;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Team;
using Frontdesk.Team.Audit;

namespace Frontdesk.Installation;

/// <summary>What this node had remembered. Other nodes forget theirs too; what they had is not known here.</summary>
public sealed record ClearedCaches(int KnowledgeIndexes, int Chatbots)
{
    public string InWords =>
        $"Every node forgets what it remembers. This one had {KnowledgeIndexes} knowledge {(KnowledgeIndexes == 1 ? "index" : "indexes")} and {Chatbots} chatbot {(Chatbots == 1 ? "entry" : "entries")}.";
}

public sealed class ClearCaches(FrontdeskDb db, KnowledgeIndexes indexes, ChatbotDirectory chatbots, TimeProvider clock)
{
    public async Task<ClearedCaches> Everywhere(CurrentAgent admin, CancellationToken ct)
    {
        var cleared = new ClearedCaches(indexes.Count, chatbots.Count);
        db.Announce(Caches.Clear);
        db.Record(AuditEntry.ByInstallation(admin, null, "installation.caches_cleared", null, null, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return cleared;
    }
}
