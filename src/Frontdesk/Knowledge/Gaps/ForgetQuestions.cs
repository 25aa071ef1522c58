using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Npgsql;

namespace Frontdesk.Knowledge.Gaps;

/// <summary>Every night: what was asked longer ago than the longest report looks back is forgotten.</summary>
public sealed record ForgetQuestions() : Job((Guid?)null);

public sealed class ForgetQuestionsHandler(DataSources databases, TimeProvider clock) : IJobHandler<ForgetQuestions>
{
    public async Task Run(ForgetQuestions job, JobRun run, CancellationToken ct)
    {
        await using var command = databases.Engine.CreateCommand("select forget_asked_questions($1)");
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = clock.GetUtcNow().AddDays(-AskedQuestion.DaysKept) });
        await command.ExecuteScalarAsync(ct);
    }
}
