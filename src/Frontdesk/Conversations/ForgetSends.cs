using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;

namespace Frontdesk.Conversations;

/// <summary>Every night: what was counted of visitors who have not written for an hour goes.</summary>
public sealed record ForgetSends() : Job((Guid?)null);

public sealed class ForgetSendsHandler(DataSources databases) : IJobHandler<ForgetSends>
{
    public async Task Run(ForgetSends job, JobRun run, CancellationToken ct)
    {
        await using var command = databases.Engine.CreateCommand("select door_forget_sends()");
        await command.ExecuteNonQueryAsync(ct);
    }
}
