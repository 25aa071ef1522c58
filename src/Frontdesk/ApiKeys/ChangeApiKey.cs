using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.ApiKeys;

/// <summary>Gives a key another name or limit. Null and no errors: there is no such key.</summary>
public sealed class ChangeApiKey(FrontdeskDb db, TimeProvider clock)
{
    public async Task<(ApiKey? Key, Errors? Errors)> From(Guid id, ApiKeyChange change, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.ApiKeys.VisibleTo(agent).SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, ct) is not { } key)
        {
            return (null, null);
        }

        var (name, limit) = ((change.Name ?? key.Name).Trim(), change.LimitPerHour ?? key.LimitPerHour);
        if (ApiKeyRequest.CheckOwn(name, limit, new Errors()) is { Any: true } errors)
        {
            return (null, errors);
        }

        var before = new { key.Name, key.LimitPerHour };
        key.Rename(name);
        key.Limit(limit);
        db.Record(AuditEntry.By(agent, "api_key.changed", key.Id, key.Name, clock.GetUtcNow(), before, new { key.Name, key.LimitPerHour }));
        await db.SaveChangesAsync(ct);
        return (key, null);
    }
}
