using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Signals;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Workspaces;

/// <summary>
/// Deletes a workspace with everything in it, and the accounts of people who belong to no other. Its sessions end with it,
/// its files follow.
/// </summary>
public sealed class DeleteWorkspace(IServiceScopeFactory scopes, SignInWithPassword passwords, TimeProvider clock)
{
    /// <summary>The workspace's name as a check of intent, and the owner's password.</summary>
    public sealed record Request(string Name = "", string Password = "");

    public async Task<(Errors? Errors, Refused? Refused)> AsOwner(Request request, CurrentAgent agent, CancellationToken ct)
    {
        var errors = new Errors().Unless(request.Name.Trim() == agent.WorkspaceName, "name", "Write the workspace's name exactly as it is.");
        errors.Unless(errors.Any || await passwords.As(agent.Email, request.Password, ct) is not null, "password", "This password is wrong.");
        return errors.Any ? (errors, null) : (null, await Everything(agent.WorkspaceId, AuditEntry.ByPerson(null, agent.UserId, agent.Name, agent.From, "workspace.deleted", clock.GetUtcNow(), new { id = agent.WorkspaceId, name = agent.WorkspaceName }), ct));
    }

    /// <param name="said">The line that stays: it belongs to the installation, since the workspace's own log goes too.</param>
    public async Task<Refused?> Everything(Guid workspaceId, AuditEntry said, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (sessions, domain) = (await db.Sessions.Where(s => s.WorkspaceId == workspaceId && s.EndedAt == null).Select(s => s.Id).ToListAsync(ct),
            await db.Workspaces.Where(w => w.Id == workspaceId).Select(w => w.CustomDomain).SingleOrDefaultAsync(ct));
        if (!await db.Database.SqlQuery<bool>($"select door_delete_workspace({workspaceId}) as \"Value\"").SingleAsync(ct))
        {
            return new Refused("last_workspace", "Somebody who runs this installation belongs to no other workspace. Create another one for them first.");
        }

        sessions.ForEach(session => db.Announce(new Signal(EndSessions.SessionSignal, session.ToString())));
        db.Announce(Brands.Changed(workspaceId));
        db.Announce(CustomDomains.Changed(domain ?? ""));
        db.Enqueue(new ForgetFiles(workspaceId));
        db.Record(said);
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return null;
    }
}

/// <summary>Removes what a deleted workspace kept on disk. Of no workspace itself: that one is gone.</summary>
public sealed record ForgetFiles(Guid WorkspaceId) : Job((Guid?)null)
{
    public sealed class Handler(FileStore files) : IJobHandler<ForgetFiles>
    {
        public Task Run(ForgetFiles job, JobRun run, CancellationToken ct)
        {
            files.ForgetAll(job.WorkspaceId);
            return Task.CompletedTask;
        }
    }
}
