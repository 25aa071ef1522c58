using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.SignIn.Providers;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Security;

/// <summary>Whether an owner could still sign in: a workspace must never lock out the last one who can open it again.</summary>
public sealed class OwnersWayIn(FrontdeskDb db, KnownProviders known)
{
    public static readonly Refused WouldClose = new("would_lock_out", "No owner could sign in any more. Give an owner another way in first: a password, or a linked account that the security policy allows.");

    /// <summary>Under another policy.</summary>
    public Task<bool> StaysOpenUnder(SecurityPolicy policy, CancellationToken ct) => IsOpen(policy, null, ct);

    /// <summary>When a connection is deleted, switched off or turned to another issuer.</summary>
    public async Task<bool> StaysOpenWithout(SsoConnection connection, CancellationToken ct) =>
        await IsOpen((await db.Workspaces.AsNoTracking().SingleAsync(ct)).Security, connection.Id, ct);

    private async Task<bool> IsOpen(SecurityPolicy policy, Guid? without, CancellationToken ct)
    {
        var owners = await db.Members.Where(m => m.Role == Role.Owner && m.Status == MemberStatus.Active && m.User.Status == UserStatus.Active && m.User.EmailVerifiedAt != null)
            .Select(m => new { m.UserId, m.User.Email, HasPassword = m.User.PasswordHash != null }).ToListAsync(ct);
        if (policy.AllowsMethod(SignInMethods.Password) && owners.Exists(o => o.HasPassword))
        {
            return true;
        }

        var connections = policy.AllowsMethod(SignInMethods.Sso) ? await db.SsoConnections.AsNoTracking().Where(c => c.Enabled && c.Id != without).ToListAsync(ct) : [];
        if (connections.Exists(c => owners.Exists(o => c.EmailDomains.Contains(o.Email[(o.Email.LastIndexOf('@') + 1)..].ToLowerInvariant()))))
        {
            return true;
        }

        var ids = owners.ConvertAll(o => o.UserId);
        var open = known.ForEverybody.Where(p => policy.AllowsMethod(p.Method)).Select(p => p.Method).ToList();
        return await db.ExternalLogins.AnyAsync(l => ids.Contains(l.UserId) && open.Contains(l.Provider), ct);
    }
}
