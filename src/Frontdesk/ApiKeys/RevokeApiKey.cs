using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.ApiKeys;

/// <summary>Ends a key for good: its next request is refused, and its sockets close on every node.</summary>
public sealed class RevokeApiKey(FrontdeskDb db, TimeProvider clock)
{
    /// <summary>Null: there is no such key, or it was revoked before.</summary>
    public async Task<ApiKey?> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.ApiKeys.VisibleTo(agent).SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, ct) is not { } key)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        key.Revoke(now);
        db.Announce(new Signal(EndSessions.SessionSignal, key.Id.ToString()));
        db.Record(AuditEntry.By(agent, "api_key.revoked", key.Id, key.Name, now, before: new { key.Hint, key.Scopes }));
        await db.SaveChangesAsync(ct);
        return key;
    }
}
