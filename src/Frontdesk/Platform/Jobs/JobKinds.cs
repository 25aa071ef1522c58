using System.Text.Json;
using Frontdesk.Platform.Text;

namespace Frontdesk.Platform.Jobs;

/// <summary>Which handler does which kind of job. Features add theirs with <c>services.AddJob&lt;…&gt;()</c>.</summary>
public sealed class JobKinds
{
    private readonly Dictionary<string, JobKind> _kinds;

    public JobKinds(IEnumerable<JobKind> kinds) => _kinds = kinds.ToDictionary(k => k.Name);

    /// <summary>How many of a kind may run on this node at a time.</summary>
    public int AtOnce(string kind) => _kinds.GetValueOrDefault(kind)?.AtOnce ?? int.MaxValue;

    public Task Run(IServiceProvider services, ClaimedJob job, JobRun run, CancellationToken ct) =>
        _kinds.TryGetValue(job.Kind, out var handler)
            ? handler.Run(services, job, run, ct)
            : throw new InvalidOperationException($"No handler knows the job {job.Kind}.");
}

public sealed record JobKind(string Name, Func<IServiceProvider, ClaimedJob, JobRun, CancellationToken, Task> Run, int AtOnce = int.MaxValue);

public static class JobsFeature
{
    public static IServiceCollection AddJobs(this IServiceCollection services) => services
        .AddSingleton<JobBell>()
        .AddSingleton<JobStore>()
        .AddSingleton<JobKinds>()
        .AddHostedService<JobWorker>()
        .AddSingleton<DailyJobs>().AddHostedService(p => p.GetRequiredService<DailyJobs>());

    /// <param name="services">The server's.</param>
    /// <param name="atOnce">For work that takes long: how many a node does at a time, so that the rest of its places stay free for chats.</param>
    public static IServiceCollection AddJob<TJob, THandler>(this IServiceCollection services, int atOnce = int.MaxValue)
        where TJob : Job where THandler : class, IJobHandler<TJob>
    {
        services.AddScoped<THandler>();
        return services.AddSingleton(new JobKind(typeof(TJob).Name, (provider, claimed, run, ct) =>
            provider.GetRequiredService<THandler>().Run(JsonSerializer.Deserialize<TJob>(claimed.Payload, Json.Options)!, run, ct), atOnce));
    }

    /// <summary>Has the job done every night, once across all nodes.</summary>
    public static IServiceCollection AddDaily<TJob, THandler>(this IServiceCollection services)
        where TJob : Job, new() where THandler : class, IJobHandler<TJob> =>
        services.AddJob<TJob, THandler>().AddSingleton(new DailyJob(new TJob()));
}
