using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Proofs;

/// <summary>Notes in the log of each of a person's workspaces what they did where no workspace was open.</summary>
public sealed record RecordForPerson(Guid UserId, string Action, string? Ip, string? UserAgent) : Job(Workspace: null);

public sealed class RecordsForPerson(FrontdeskDb db, IServiceScopeFactory scopes, TimeProvider clock) : IJobHandler<RecordForPerson>
{
    public async Task Run(RecordForPerson job, JobRun run, CancellationToken ct)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == job.UserId, ct) is not { } user)
        {
            return;
        }

        foreach (var workspace in await db.WorkspacesOf(user.Id, ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspace);
            var log = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
            log.Record(AuditEntry.ByPerson(workspace, user.Id, user.Name, new RequestOrigin(job.Ip, job.UserAgent), job.Action, clock.GetUtcNow()));
            await log.SaveChangesAsync(ct);
        }
    }
}
