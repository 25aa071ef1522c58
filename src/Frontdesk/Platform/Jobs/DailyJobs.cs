using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;

namespace Frontdesk.Platform.Jobs;

/// <summary>A job that is to be done once a day.</summary>
public sealed record DailyJob(Job Job);

/// <summary>
/// Sees to it that of each daily job one row waits for the coming night. The database's clock says when and its key keeps it
/// to one, so nodes need not agree on anything. A night that was missed is made up for at the next start.
/// </summary>
public sealed partial class DailyJobs(IEnumerable<DailyJob> jobs, JobStore store, ILogger<DailyJobs> log) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMinutes(10);

    /// <summary>Adds what does not wait yet.</summary>
    public async Task Schedule(CancellationToken ct)
    {
        foreach (var (job, kind) in jobs.Select(daily => (daily.Job, daily.Job.GetType().Name)))
        {
            await store.WaitForNight(kind, JsonSerializer.Serialize(job, job.GetType(), Json.Options), ct);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        do
        {
            try
            {
                await Schedule(stoppingToken);
            }
            catch (Exception broken) when (DatabaseAway.Explains(broken))
            {
                LookFailed(broken.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "Daily jobs could not be looked after: {Reason}")]
    private partial void LookFailed(string reason);
}
