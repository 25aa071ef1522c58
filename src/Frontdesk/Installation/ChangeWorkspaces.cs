using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Installation;

/// <summary>
/// What the console may do to a workspace as a whole. Each runs in a scope bound to that workspace alone, and leaves a line
/// in the installation's log and one in the workspace's own, for its owner to see.
/// </summary>
public sealed class ChangeWorkspaces(IServiceScopeFactory scopes, DeleteWorkspace delete, AcrossWorkspaces across, TimeProvider clock)
{
    /// <summary>Sessions, sockets and API keys stop at once, and so do the chats on its websites.</summary>
    public async Task<Done> Suspend(Guid id, string? reason, CurrentAgent admin, CancellationToken ct)
    {
        if (CleanText.Optional(reason, 500) is not { Length: >= 3 } because)
        {
            return Done.Wrong("reason", "Say why, in a few words: the workspace's owner will ask.");
        }

        if (id == admin.WorkspaceId)
        {
            return Done.Not("own_workspace", "You are signed in to this workspace. Sign in to another one first.");
        }

        return await Change(id, admin, async (workspace, scope) =>
        {
            if (workspace.Status == WorkspaceStatus.Suspended)
            {
                return Done.Not("already_suspended", "This workspace is suspended already.");
            }

            workspace.Suspend(because);
            var (db, end) = (scope.GetRequiredService<FrontdeskDb>(), scope.GetRequiredService<EndSessions>());
            foreach (var member in await db.Members.ToListAsync(ct))
            {
                await end.OfMember(member, "workspace_suspended", ct);
            }

            db.Announce(ChatbotDirectory.Changed(id));
            Write(db, admin, workspace, "workspace.suspended", new { status = "active" }, new { status = "suspended", reason = because });
            return Done.Well;
        }, ct);
    }

    public Task<Done> Resume(Guid id, CurrentAgent admin, CancellationToken ct) => Change(id, admin, (workspace, scope) =>
    {
        if (workspace.Status == WorkspaceStatus.Active)
        {
            return Task.FromResult(Done.Not("not_suspended", "This workspace is not suspended."));
        }

        var db = scope.GetRequiredService<FrontdeskDb>();
        Write(db, admin, workspace, "workspace.resumed", new { status = "suspended", reason = workspace.SuspendedBecause }, new { status = "active" });
        workspace.Resume();
        db.Announce(ChatbotDirectory.Changed(id));
        return Task.FromResult(Done.Well);
    }, ct);

    public Task<Done> Move(Guid id, string? plan, CurrentAgent admin, CancellationToken ct) => !Plans.All.Contains(plan)
        ? Task.FromResult(Done.Wrong("plan", $"The plans are {string.Join(", ", Plans.All)}."))
        : Change(id, admin, (workspace, scope) =>
        {
            Write(scope.GetRequiredService<FrontdeskDb>(), admin, workspace, "workspace.plan_changed", new { workspace.Plan }, new { plan });
            workspace.MoveTo(plan!);
            return Task.FromResult(Done.Well);
        }, ct);

    /// <param name="on">Null to let the share decide again.</param>
    public Task<Done> Switch(Guid id, string feature, bool? on, CurrentAgent admin, CancellationToken ct) => FeatureSwitch.Find(feature) is null
        ? Task.FromResult(Done.Wrong("feature", "There is no switch of this name."))
        : Change(id, admin, (workspace, scope) =>
        {
            var was = workspace.Features.TryGetValue(feature, out var before) ? before : (bool?)null;
            workspace.Switch(feature, on);
            Write(scope.GetRequiredService<FrontdeskDb>(), admin, workspace, "workspace.feature_switched", new { feature, on = was }, new { feature, on });
            return Task.FromResult(Done.Well);
        }, ct);

    /// <param name="name">The workspace's name, written again: nobody deletes the wrong one by a slip.</param>
    public async Task<Done> Delete(Guid id, string? name, CurrentAgent admin, CancellationToken ct)
    {
        if (await across.Workspace(id, ct) is not { } workspace)
        {
            return Done.NothingThere;
        }

        if (name?.Trim() != workspace.Name)
        {
            return Done.Wrong("name", "Write the workspace's name exactly as it is.");
        }

        if (id == admin.WorkspaceId)
        {
            return Done.Not("own_workspace", "You are signed in to this workspace. Sign in to another one first.");
        }

        var said = AuditEntry.ByInstallation(admin, null, "workspace.deleted", id, workspace.Name, clock.GetUtcNow(), new { workspace.Name, workspace.OwnerEmail, workspace.Plan });
        return new Done(Refused: await delete.Everything(id, said, ct));
    }

    private async Task<Done> Change(Guid id, CurrentAgent admin, Func<Workspace, IServiceProvider, Task<Done>> act, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(id);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        if (await db.Workspaces.SingleOrDefaultAsync(w => w.Id == id, ct) is not { } workspace)
        {
            return Done.NothingThere;
        }

        if (await act(workspace, scope.ServiceProvider) is { IsWell: false } refused)
        {
            return refused;
        }

        await db.SaveChangesAsync(ct);
        return Done.Well;
    }

    private void Write(FrontdeskDb db, CurrentAgent admin, Workspace workspace, string action, object before, object after)
    {
        foreach (var place in new Guid?[] { null, workspace.Id })
        {
            db.Record(AuditEntry.ByInstallation(admin, place, action, workspace.Id, workspace.Name, clock.GetUtcNow(), before, after));
        }
    }
}
