using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.ApiKeys;

/// <summary>A key and what its holder carries, which is shown this once; or what is wrong; or why not now.</summary>
public sealed record CreatedApiKey(ApiKey? Key, string? Token, Errors? Errors = null, Refused? Refused = null);

/// <summary>Makes a key for a program.</summary>
public sealed class CreateApiKey(FrontdeskDb db, TimeProvider clock)
{
    private const int MostKeys = 100;

    public async Task<CreatedApiKey> From(ApiKeyRequest request, CurrentAgent agent, CancellationToken ct)
    {
        if (request.Check(agent) is { Any: true } errors)
        {
            return new CreatedApiKey(null, null, errors);
        }

        if (await db.ApiKeys.CountAsync(k => k.RevokedAt == null, ct) >= MostKeys)
        {
            return new CreatedApiKey(null, null, Refused: new Refused("too_many_keys", $"A workspace has at most {MostKeys} keys. Revoke one that is no longer used."));
        }

        var now = clock.GetUtcNow();
        var (key, token) = ApiKey.Make(agent, request.Name!.Trim(), request.Scopes!.Distinct(), request.LimitPerHour ?? ApiKey.UsualLimit, now);
        db.ApiKeys.Add(key);
        db.Record(AuditEntry.By(agent, "api_key.created", key.Id, key.Name, now, after: new { key.Name, key.Hint, key.Scopes, key.LimitPerHour }));
        await db.SaveChangesAsync(ct);
        return new CreatedApiKey(key, token);
    }
}
