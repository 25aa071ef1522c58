using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;

namespace Frontdesk.Team.Audit;

/// <summary>Every night: deletes what each workspace keeps no longer.</summary>
public sealed record ForgetAuditLines() : Job((Guid?)null);

public sealed class ForgetAuditLinesHandler(DataSources databases) : IJobHandler<ForgetAuditLines>
{
    public async Task Run(ForgetAuditLines job, JobRun run, CancellationToken ct)
    {
        await using var command = databases.Engine.CreateCommand("select audit_forget_all()");
        await command.ExecuteScalarAsync(ct);
    }
}
