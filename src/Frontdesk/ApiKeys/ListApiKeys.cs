using Frontdesk.Platform.Database;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.ApiKeys;

/// <summary>A key as people and programs see it; never the key itself.</summary>
/// <param name="Works">False where its maker is no longer an active member: nobody can use it.</param>
public sealed record ApiKeyView(
    Guid Id, string Name, string Hint, IReadOnlyList<string> Scopes, int LimitPerHour, string MadeBy, bool Works, DateTimeOffset CreatedAt, DateTimeOffset? LastUsedAt);

/// <summary>The workspace's keys that were not revoked, newest first.</summary>
public sealed class ListApiKeys(FrontdeskDb db)
{
    public async Task<IReadOnlyList<ApiKeyView>> For(CurrentAgent agent, CancellationToken ct)
    {
        var members = db.Members;
        return await db.ApiKeys.AsNoTracking().VisibleTo(agent).Where(k => k.RevokedAt == null).OrderByDescending(k => k.CreatedAt)
            .Join(members, k => k.MemberId, m => m.Id, (k, m) => new ApiKeyView(k.Id, k.Name, k.Hint, k.Scopes, k.LimitPerHour, m.User.Name,
                m.Status == MemberStatus.Active && m.User.Status == UserStatus.Active, k.CreatedAt, k.LastUsedAt))
            .ToListAsync(ct);
    }

    public async Task<ApiKeyView?> One(Guid id, CurrentAgent agent, CancellationToken ct) => (await For(agent, ct)).FirstOrDefault(k => k.Id == id);
}
