using Frontdesk.Platform.Database;
using Frontdesk.Team;

namespace Frontdesk.ApiKeys;

/// <summary>
/// Lets a program act in the name of the member who made it, never beyond what that member may do now
/// (docs/decisions/0013).
/// </summary>
public sealed class ApiKey : ITenantOwned
{
    public const int UsualLimit = 1000;
    public const int HighestLimit = 1_000_000;

    private ApiKey()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }

    /// <summary>The maker. When they leave the workspace, the key works no longer.</summary>
    public Guid MemberId { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>The last four characters, by which people tell keys apart.</summary>
    public string Hint { get; private set; } = "";

    public byte[] Hash { get; private set; } = [];

    /// <summary>Names of <see cref="KeyScopes.All"/>.</summary>
    public string[] Scopes { get; private set; } = [];

    public int LimitPerHour { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Exact to a minute.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    /// <summary>A new key and the only copy of what its holder carries.</summary>
    public static (ApiKey Key, string Token) Make(CurrentAgent maker, string name, IEnumerable<string> scopes, int limitPerHour, DateTimeOffset now)
    {
        var token = KeyToken.Fresh();
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = maker.WorkspaceId,
            MemberId = maker.MemberId,
            Name = name,
            Hint = token[^4..],
            Hash = KeyToken.Hash(token),
            Scopes = [.. scopes],
            LimitPerHour = limitPerHour,
            CreatedAt = now,
        };
        return (key, token);
    }

    public void Rename(string name) => Name = name;

    public void Limit(int perHour) => LimitPerHour = perHour;

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
