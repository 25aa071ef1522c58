using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;
using Frontdesk.SignIn;
using Frontdesk.SignIn.Proofs;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Installation;

/// <summary>What the console may do to an account, each with a line in the installation's log and in those of the person's workspaces.</summary>
public sealed class ChangeUsers(FrontdeskDb db, EndSessions end, AcrossWorkspaces across, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const long OneAtATime = 7_310_011;

    private static readonly Done LastSuperAdmin = Done.Not("last_super_admin", "This is the last person who runs the installation. Make somebody else one first.");

    public async Task<Done> Suspend(Guid id, string? reason, CurrentAgent admin, CancellationToken ct)
    {
        if (CleanText.Optional(reason, 500) is not { Length: >= 3 } because)
        {
            return Done.Wrong("reason", "Say why, in a few words.");
        }

        return id == admin.UserId ? Done.Not("own_account", "You cannot suspend yourself.") : await Change(id, admin, "user.suspended", new { reason = because }, async user =>
        {
            if (await IsLastSuperAdmin(user, ct))
            {
                return LastSuperAdmin;
            }

            user.Suspend();
            await end.OfUser(id, null, "suspended", ct);
            return Done.Well;
        }, ct);
    }

    public Task<Done> Reactivate(Guid id, CurrentAgent admin, CancellationToken ct) => Change(id, admin, "user.reactivated", null, user =>
    {
        user.Reactivate();
        return Task.FromResult(Done.Well);
    }, ct);

    public Task<Done> Unlock(Guid id, CurrentAgent admin, CancellationToken ct) => Change(id, admin, "user.unlocked", null, user =>
    {
        user.Unlock();
        return Task.FromResult(Done.Well);
    }, ct);

    public Task<Done> EndTheirSessions(Guid id, CurrentAgent admin, CancellationToken ct) => Change(id, admin, "user.sessions_ended", null, async _ =>
    {
        await end.OfUser(id, null, "ended_by_installation", ct);
        return Done.Well;
    }, ct);

    /// <summary>The same mail that the person could ask for; whoever runs the installation never sees the link.</summary>
    public Task<Done> SendPasswordReset(Guid id, CurrentAgent admin, CancellationToken ct) => Change(id, admin, "user.password_reset_sent", null, user =>
    {
        if (user.Status != UserStatus.Active)
        {
            return Task.FromResult(Done.Not("not_active", "This account is suspended. Reactivate it first."));
        }

        db.Enqueue(new SendResetMail(user.Email));
        return Task.FromResult(Done.Well);
    }, ct);

    public Task<Done> MakeSuperAdmin(Guid id, CurrentAgent admin, CancellationToken ct) => Change(id, admin, "user.super_admin_made", null, user =>
    {
        if (user.Status != UserStatus.Active)
        {
            return Task.FromResult(Done.Not("not_active", "This account is suspended. Reactivate it first."));
        }

        user.RunInstallation();
        return Task.FromResult(Done.Well);
    }, ct);

    public Task<Done> UnmakeSuperAdmin(Guid id, CurrentAgent admin, CancellationToken ct) => Change(id, admin, "user.super_admin_unmade", null, async user =>
    {
        if (await IsLastSuperAdmin(user, ct))
        {
            return LastSuperAdmin;
        }

        user.LeaveInstallation();
        return Done.Well;
    }, ct);

    /// <summary>For somebody who has lost their telephone and their recovery codes, and has shown by other means who they are.</summary>
    public async Task<Done> ResetSecondFactor(Guid id, string? reason, CurrentAgent admin, CancellationToken ct)
    {
        if (CleanText.Optional(reason, 500) is not { Length: >= 10 } because)
        {
            return Done.Wrong("reason", "Say how you know that this is really them, in ten characters or more.");
        }

        return await Change(id, admin, "user.second_factor_reset", new { reason = because }, async user =>
        {
            if (!user.HasSecondFactor)
            {
                return Done.Not("no_second_factor", "This account has no second factor.");
            }

            user.DropSecondFactor();
            await end.OfUser(id, null, "second_factor_reset", ct);
            db.Enqueue(new TellOfReset(id));
            return Done.Well;
        }, ct);
    }

    /// <summary>One change at a time in the whole installation: of two super admins who unmake each other one stays.</summary>
    private async Task<Done> Change(Guid id, CurrentAgent admin, string action, object? after, Func<User, Task<Done>> act, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({OneAtATime})", ct);
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == id, ct) is not { } user)
        {
            return Done.NothingThere;
        }

        if (await act(user) is { IsWell: false } refused)
        {
            return refused;
        }

        db.Record(AuditEntry.ByInstallation(admin, null, action, id, user.Name, clock.GetUtcNow(), after: after));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        await TellWorkspaces(user, admin, action, after, ct);
        return Done.Well;
    }

    private async Task<bool> IsLastSuperAdmin(User user, CancellationToken ct) =>
        user.IsSuperAdmin && !await db.Users.AnyAsync(u => u.Id != user.Id && u.IsSuperAdmin && u.Status == UserStatus.Active, ct);

    /// <summary>Each workspace's own log, in a scope of its own: no scope ever writes into two.</summary>
    private async Task TellWorkspaces(User user, CurrentAgent admin, string action, object? after, CancellationToken ct)
    {
        foreach (var membership in await across.Memberships(user.Id, ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Bind(membership.WorkspaceId);
            var log = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
            log.Record(AuditEntry.ByInstallation(admin, membership.WorkspaceId, action, user.Id, user.Name, clock.GetUtcNow(), after: after));
            await log.SaveChangesAsync(ct);
        }
    }
}
