using System.Collections.Concurrent;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Jobs;

/// <summary>Two nodes that share a ledger of what was done.</summary>
public sealed class JobsApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    public Ledger Ledger { get; } = new();

    protected override void Adjust(WebApplicationBuilder builder) =>
        builder.Services.AddSingleton(Ledger).AddJob<Chore, ChoreHandler>();
}

public sealed record Chore(Guid WorkspaceId, Guid Number, bool Breaks = false, string? Only = null) : Job(WorkspaceId)
{
    public override string? Key => Only;
}

public sealed class Ledger
{
    public ConcurrentQueue<(Guid Number, int Attempt, Guid? Workspace)> Done { get; } = new();

    public int TimesDone(Guid number) => Done.Count(d => d.Number == number);
}

public sealed class ChoreHandler(Ledger ledger, Tenant tenant) : IJobHandler<Chore>
{
    public Task Run(Chore job, JobRun run, CancellationToken ct)
    {
        ledger.Done.Enqueue((job.Number, run.Attempt, tenant.WorkspaceId));
        return job.Breaks ? throw new InvalidOperationException("The chore is broken.") : Task.CompletedTask;
    }
}

public sealed class JobsAreDone(JobsApp app) : IClassFixture<JobsApp>
{
    [Fact]
    public async Task Each_job_is_done_once_by_one_of_two_nodes()
    {
        var shop = await app.Shop();
        await app.SecondNode();
        var numbers = Enumerable.Range(0, 60).Select(_ => Guid.CreateVersion7()).ToArray();

        await Task.WhenAll(numbers.Select(n => Enqueue(new Chore(shop.WorkspaceId, n))));
        await Eventually.True(() => numbers.All(n => app.Ledger.TimesDone(n) > 0), "all chores to be done");
        await Eventually.True(async () => await app.Value<long>("select count(*) from jobs where kind = 'Chore' and dead_at is null and key is null and attempts < 2") == 0, "the queue to be empty");

        numbers.ShouldAllBe(n => app.Ledger.TimesDone(n) == 1);
        app.Ledger.Done.Where(d => numbers.Contains(d.Number)).ShouldAllBe(d => d.Workspace == shop.WorkspaceId, "a job works in its workspace");
    }

    [Fact]
    public async Task A_broken_job_is_tried_again_later_and_ends_as_a_dead_letter()
    {
        var shop = await app.Shop();
        var number = Guid.CreateVersion7();
        await Enqueue(new Chore(shop.WorkspaceId, number, Breaks: true));

        for (var attempt = 1; attempt < 6; attempt++)
        {
            await Eventually.True(async () => await Count("attempts = $2 and leased_until is null", number, attempt) == 1, $"attempt {attempt} to fail");
            (await Count("run_at > now() + make_interval(secs => $2) - interval '20 seconds'", number, (double)attempt * attempt)).ShouldBe(1);
            await app.Execute("update jobs set run_at = now() where payload->>'number' = $1", $"{number}"); // nobody has time to wait
        }

        await Eventually.True(async () => await Count("dead_at is not null and attempts = $2", number, 6) == 1, "the job to be buried");
        (await app.Value<string>("select last_error from jobs where payload->>'number' = $1", $"{number}")).ShouldBe("The chore is broken.");
        app.Ledger.Done.Where(d => d.Number == number).Select(d => d.Attempt).ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public async Task A_failed_job_is_not_tried_at_once()
    {
        var shop = await app.Shop();
        var number = Guid.CreateVersion7();
        await Enqueue(new Chore(shop.WorkspaceId, number, Breaks: true));

        await Eventually.True(async () => await Count("attempts = $2 and leased_until is null", number, 1) == 1, "the first attempt to fail");

        (await Count("run_at > created_at + interval '900 milliseconds' and attempts >= $2", number, 1)).ShouldBe(1);
    }

    [Fact]
    public async Task A_job_whose_node_died_is_done_when_its_lease_is_over()
    {
        var shop = await app.Shop();
        var number = Guid.CreateVersion7();
        await Insert(shop, number, leasedUntil: "now() + interval '1 hour'");
        var later = Guid.CreateVersion7();
        await Enqueue(new Chore(shop.WorkspaceId, later));
        await Eventually.True(() => app.Ledger.TimesDone(later) == 1, "a later job to be done");
        app.Ledger.TimesDone(number).ShouldBe(0, "somebody else is at it");

        await app.Execute("update jobs set leased_until = now() - interval '1 second' where payload->>'number' = $1", $"{number}");

        await Eventually.True(() => app.Ledger.TimesDone(number) == 1, "the orphan to be done");
        app.Ledger.Done.Single(d => d.Number == number).Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task Of_jobs_with_one_key_only_one_waits()
    {
        var shop = await app.Shop();
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Insert(shop, first, key: $"chore:{first}", runAt: "now() + interval '1 hour'");

        await Enqueue(new Chore(shop.WorkspaceId, second, Only: $"chore:{first}"));

        (await app.Value<long>("select count(*) from jobs where key = $1", $"chore:{first}")).ShouldBe(1);
    }

    [Fact]
    public async Task While_one_job_of_a_key_is_at_work_the_next_one_waits_for_it()
    {
        var shop = await app.Shop();
        var (working, next, other) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await Insert(shop, working, key: $"chore:{working}", leasedUntil: "now() + interval '1 hour'");
        await Enqueue(new Chore(shop.WorkspaceId, next, Only: $"chore:{working}"));
        await Enqueue(new Chore(shop.WorkspaceId, other));
        await Eventually.True(() => app.Ledger.TimesDone(other) == 1, "a job without a key to be done");
        app.Ledger.TimesDone(next).ShouldBe(0);

        await app.Execute("delete from jobs where payload->>'number' = $1", $"{working}");

        await Eventually.True(() => app.Ledger.TimesDone(next) == 1, "the waiting one to be done");
    }

    [Fact]
    public async Task A_job_of_a_change_that_is_rolled_back_never_was()
    {
        var shop = await app.Shop();
        var number = Guid.CreateVersion7();
        await using (var scope = Scope(shop.WorkspaceId))
        {
            var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
            await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            db.Enqueue(new Chore(shop.WorkspaceId, number));
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        (await app.Value<long>("select count(*) from jobs where payload->>'number' = $1", $"{number}")).ShouldBe(0);
        app.Ledger.TimesDone(number).ShouldBe(0);
    }

    private async Task Enqueue(Chore chore)
    {
        await using var scope = Scope(chore.WorkspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        db.Enqueue(chore);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private AsyncServiceScope Scope(Guid workspace)
    {
        var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspace);
        return scope;
    }

    private Task<int> Insert(Shop shop, Guid number, string? key = null, string leasedUntil = "null", string runAt = "now()") => app.Execute($"""
        insert into jobs (workspace_id, kind, key, payload, attempts, leased_until, run_at)
        values ($1, 'Chore', $2, jsonb_build_object('workspace_id', $1, 'number', $3, 'breaks', false, 'only', null), 1, {leasedUntil}, {runAt})
        """, shop.WorkspaceId, key ?? $"chore:{number}", number);

    private Task<long> Count(string condition, Guid number, object value) =>
        app.Value<long>($"select count(*) from jobs where payload->>'number' = $1 and {condition}", $"{number}", value);
}
