using System.Collections.Concurrent;
using Frontdesk.Platform.Database;
using Npgsql;

namespace Frontdesk.Platform.Jobs;

/// <summary>Claims due jobs and runs them side by side, keeping their leases alive while they run.</summary>
public sealed partial class JobWorker(JobStore store, JobBell bell, JobKinds kinds, IServiceScopeFactory scopes, ILogger<JobWorker> log)
    : BackgroundService
{
    private const int SideBySide = 64;
    private const int MaxAttempts = 6;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenBurials = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, string> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var renewing = Task.WhenAll(RenewLeases(stoppingToken), TakeFromTheDead(stoppingToken));
        while (!stoppingToken.IsCancellationRequested)
        {
            await bell.Wait(BetweenLooks, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Guarded(() => StartDueJobs(stoppingToken));
        }

        await renewing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!_running.IsEmpty)
        {
            await Task.Delay(10, CancellationToken.None);
        }
    }

    private async Task StartDueJobs(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested && SideBySide - _running.Count is > 0 and var free)
        {
            var claimed = await store.Claim(free, KindsWithoutRoom(), stopping);
            List<Guid> tooMany = [];
            foreach (var job in claimed)
            {
                if (!HasRoom(job.Kind))
                {
                    tooMany.Add(job.Id);
                    continue;
                }

                _running[job.Id] = job.Kind;
                _ = RunBeside(job, new JobRun(job.Id, job.Attempts, job.Attempts >= MaxAttempts), stopping);
            }

            if (tooMany.Count > 0)
            {
                await store.LayBack([.. tooMany], CancellationToken.None);
            }

            if (claimed.Count < free)
            {
                return;
            }
        }
    }

    private bool HasRoom(string kind) => kinds.AtOnce(kind) is var most && (most == int.MaxValue || _running.Values.Count(running => running == kind) < most);

    private string[] KindsWithoutRoom() => [.. _running.Values.Distinct().Where(kind => !HasRoom(kind))];

    private async Task RunBeside(ClaimedJob job, JobRun run, CancellationToken stopping)
    {
        await Task.Yield();
        try
        {
            await Guarded(() => RunOne(job, run, stopping));
        }
        finally
        {
            _running.TryRemove(job.Id, out _);
            bell.Ring(); // another job with the same key may wait for this one
        }
    }

    private async Task RunOne(ClaimedJob job, JobRun run, CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            if (job.WorkspaceId is { } workspace)
            {
                scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspace);
            }

            await kinds.Run(scope.ServiceProvider, job, run, stopping);
            await store.Done(job.Id, CancellationToken.None);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await store.Retry(job.Id, "The server stopped.", TimeSpan.Zero, CancellationToken.None);
        }
        catch (Exception failure)
        {
            JobFailed(job.Kind, job.Id, job.Attempts, failure);
            await (run.IsLast
                ? store.Bury(job.Id, failure.Message, CancellationToken.None)
                : store.Retry(job.Id, failure.Message, Backoff(job.Attempts), CancellationToken.None));
        }
    }

    /// <summary>1, 4, 9, 16, 25 seconds.</summary>
    private static TimeSpan Backoff(int attempts) => TimeSpan.FromSeconds(attempts * attempts);

    private async Task RenewLeases(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(JobStore.Lease / 3);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            if (_running.Keys.ToArray() is { Length: > 0 } ids)
            {
                await Guarded(() => store.Renew(ids, stopping));
            }
        }
    }

    private async Task TakeFromTheDead(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(BetweenBurials);
        while (await timer.WaitForNextTickAsync(stopping))
        {
            await Guarded(async () =>
            {
                if (await store.TakeFromTheDead(stopping) > 0)
                {
                    bell.Ring();
                }
            });
        }
    }

    /// <summary>The database may be away for a while; leases and the next look bring the work back.</summary>
    private async Task Guarded(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception broken) when (DatabaseAway.Explains(broken) || broken is OperationCanceledException)
        {
            LookFailed(broken.Message);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Kind} {JobId} failed at attempt {Attempt}")]
    private partial void JobFailed(string kind, Guid jobId, int attempt, Exception failure);

    [LoggerMessage(LogLevel.Warning, "Jobs could not be read or written: {Reason}")]
    private partial void LookFailed(string reason);
}
