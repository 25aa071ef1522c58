using Frontdesk.Platform.Jobs;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Frontdesk.Tests.Installation;

/// <summary>An installation with somebody who runs it, and a chore that fails until it is mended.</summary>
public sealed class ConsoleApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private Agent? _olga;

    public Mending Mending { get; } = new();

    /// <summary>Olga: the first account, and the only one that runs the installation.</summary>
    public async Task<Agent> Olga()
    {
        await _one.WaitAsync();
        try
        {
            return _olga ??= await Agent.Registers(this, "Olga", "Hosting Company");
        }
        finally
        {
            _one.Release();
        }
    }

    protected override void Adjust(WebApplicationBuilder builder) =>
        builder.Services.AddSingleton(Mending).AddJob<Fragile, FragileHandler>();
}

public sealed record Fragile(Guid Number) : Job((Guid?)null);

public sealed class Mending
{
    public bool IsMended { get; set; }

    public System.Collections.Concurrent.ConcurrentBag<Guid> Done { get; } = [];
}

public sealed class FragileHandler(Mending mending) : IJobHandler<Fragile>
{
    public Task Run(Fragile job, JobRun run, CancellationToken ct)
    {
        if (!mending.IsMended)
        {
            throw new InvalidOperationException("The pipe is broken.");
        }

        mending.Done.Add(job.Number);
        return Task.CompletedTask;
    }
}

internal static class ConsoleAnswers
{
    /// <summary>The actions in a log, the newest first.</summary>
    public static IEnumerable<string> Actions(this Reply log) => log.Ok()["data"].EnumerateArray().Select(line => line.GetProperty("action").GetString()!);
}
