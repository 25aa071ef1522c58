using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>A place somebody is signed in at, as they see it.</summary>
/// <param name="Current">The one that asks.</param>
public sealed record SessionView(
    Guid Id, bool Current, string Browser, string System, string? Ip, string SignedInWith, bool SecondFactor, string? Workspace,
    DateTimeOffset StartedAt, DateTimeOffset LastSeenAt, DateTimeOffset ExpiresAt);

/// <summary>Where somebody is signed in, in all of their workspaces; ending one or all.</summary>
public sealed class MySessions(FrontdeskDb db, EndSessions end, Memberships memberships, TimeProvider clock)
{
    /// <summary>The asking one first, then by when they were seen.</summary>
    public async Task<IReadOnlyList<SessionView>> Of(CurrentAgent agent, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var workspaces = (await memberships.Of(agent.UserId, ct)).ToDictionary(m => m.WorkspaceId, m => m.WorkspaceName);
        var live = await db.Sessions.AsNoTracking().Where(s => s.UserId == agent.UserId && s.EndedAt == null && s.ExpiresAt > now).OrderByDescending(s => s.LastSeenAt).ToListAsync(ct);
        return [.. live.Select(s => View(s, agent, workspaces)).OrderByDescending(s => s.Current)];
    }

    /// <summary>False where it is not the user's, or over already.</summary>
    public async Task<bool> End(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (!await db.Sessions.AnyAsync(s => s.Id == id && s.UserId == agent.UserId && s.EndedAt == null, ct))
        {
            return false;
        }

        await end.One(id, "ended_by_user", ct);
        db.Record(AuditEntry.By(agent, "user.sessions_ended", agent.UserId, agent.Name, clock.GetUtcNow(), after: new { which = "one" }));
        await db.SaveChangesAsync(ct);
        return true;
    }

    public async Task EndAll(CurrentAgent agent, bool alsoThis, CancellationToken ct)
    {
        await end.OfUser(agent.UserId, alsoThis ? null : agent.CredentialId, "signed_out_everywhere", ct);
        db.Record(AuditEntry.By(agent, "user.sessions_ended", agent.UserId, agent.Name, clock.GetUtcNow(), after: new { which = alsoThis ? "all" : "others" }));
        await db.SaveChangesAsync(ct);
    }

    public async Task SignOut(CurrentAgent agent, CancellationToken ct)
    {
        await end.One(agent.CredentialId, "signed_out", ct);
        db.Record(AuditEntry.By(agent, "user.signed_out", agent.UserId, agent.Name, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
    }

    private static SessionView View(Session session, CurrentAgent agent, Dictionary<Guid, string> workspaces)
    {
        var device = Device.Of(session.UserAgent);
        return new SessionView(session.Id, session.Id == agent.CredentialId, device.Browser, device.System, session.Ip, SignInMethods.Kind(session.SignedInWith),
            session.SecondFactorAt is not null, workspaces.GetValueOrDefault(session.WorkspaceId), session.CreatedAt, session.LastSeenAt, session.ExpiresAt);
    }
}
