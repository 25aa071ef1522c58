using System.Text.Json;
using Frontdesk.Platform.Text;

namespace Frontdesk.Platform.Jobs;

/// <summary>Which handler does which kind of job. Features add theirs with <c>services.AddJob&lt;…&gt;()</c>.</summary>
public sealed class JobKinds
{
    private readonly Dictionary<string, Func<IServiceProvider, ClaimedJob, JobRun, CancellationToken, Task>> _kinds;

    public JobKinds(IEnumerable<JobKind> kinds) => _kinds = kinds.ToDictionary(k => k.Name, k => k.Run);

    public Task Run(IServiceProvider services, ClaimedJob job, JobRun run, CancellationToken ct) =>
        _kinds.TryGetValue(job.Kind, out var handler)
            ? handler(services, job, run, ct)
            : throw new InvalidOperationException($"No handler knows the job {job.Kind}.");
}

public sealed record JobKind(string Name, Func<IServiceProvider, ClaimedJob, JobRun, CancellationToken, Task> Run);

public static class JobsFeature
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<JobBell>()
        .AddSingleton<JobStore>()
        .AddSingleton<JobKinds>()
        .AddHostedService<JobWorker>()
        .AddSingleton<DailyJobs>().AddHostedService(p => p.GetRequiredService<DailyJobs>());

    public static IServiceCollection AddJob<TJob, THandler>(this IServiceCollection services)
        where TJob : Job where THandler : class, IJobHandler<TJob>
    {
        services.AddScoped<THandler>();
        return services.AddSingleton(new JobKind(typeof(TJob).Name, (provider, claimed, run, ct) =>
            provider.GetRequiredService<THandler>().Run(JsonSerializer.Deserialize<TJob>(claimed.Payload, Json.Options)!, run, ct)));
    }

    /// <summary>Has the job done every night, once across all nodes.</summary>
    public static IServiceCollection AddDaily<TJob, THandler>(this IServiceCollection services)
        where TJob : Job, new() where THandler : class, IJobHandler<TJob> =>
        services.AddJob<TJob, THandler>().AddSingleton(new DailyJob(new TJob()));
}
