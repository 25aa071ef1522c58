using System.Collections.Concurrent;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Nodes;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Jobs;

/// <summary>Work that waits for its hour, asks for itself again, or outlives the node that had it.</summary>
public sealed class JobsWaitAndReturn(ErrandsApp app) : IClassFixture<ErrandsApp>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_for_later_is_done_then_and_not_before()
    {
        var shop = await app.Shop();
        var errand = new Errand(shop.WorkspaceId, Guid.CreateVersion7());

        await Enqueue(shop, errand, DateTimeOffset.UtcNow.AddSeconds(3));

        await Task.Delay(1500, Ct);
        app.Desk.Runs(errand).ShouldBe(0);
        await Eventually.True(() => app.Desk.Runs(errand) == 1, "the errand to be run");
    }

    [Fact]
    public async Task One_that_waits_comes_forward_and_is_never_put_off()
    {
        var shop = await app.Shop();
        var errand = new Errand(shop.WorkspaceId, Guid.CreateVersion7());
        var now = DateTimeOffset.UtcNow;
        await Enqueue(shop, errand, now.AddHours(2));

        await Enqueue(shop, errand, now.AddHours(3));
        (await RunAt(errand)).ShouldBe(now.AddHours(2).UtcDateTime, TimeSpan.FromSeconds(1));
        await Enqueue(shop, errand, now.AddHours(1));
        (await RunAt(errand)).ShouldBe(now.AddHours(1).UtcDateTime, TimeSpan.FromSeconds(1));

        (await Waiting(errand)).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_brings_forward_what_another_workspace_waits_for()
    {
        var (shop, other) = (await app.Shop(), await app.Shop());
        var errand = new Errand(shop.WorkspaceId, Guid.CreateVersion7());
        var at = DateTimeOffset.UtcNow.AddHours(2);
        await Enqueue(shop, errand, at);

        await Enqueue(other, errand with { WorkspaceId = other.WorkspaceId }, DateTimeOffset.UtcNow.AddMinutes(1));

        (await RunAt(errand)).ShouldBe(at.UtcDateTime, TimeSpan.FromSeconds(1));
        (await app.Value<Guid>("select workspace_id from jobs where key = $1", errand.Key)).ShouldBe(shop.WorkspaceId);
    }

    [Fact]
    public async Task A_job_that_asks_for_itself_again_while_it_runs_is_run_again_afterwards()
    {
        var shop = await app.Shop();
        var errand = new Errand(shop.WorkspaceId, Guid.CreateVersion7(), AsksAgain: true);

        await Enqueue(shop, errand, DateTimeOffset.UtcNow);

        await Eventually.True(() => app.Desk.Runs(errand) == 2, "the errand to be run twice");
        await Eventually.True(async () => await Waiting(errand) == 0, "nothing to wait");
        app.Desk.MostAtOnce(errand).ShouldBe(1, "one of a key at a time");
    }

    [Fact]
    public async Task The_work_of_a_dead_node_is_taken_up_in_seconds()
    {
        var shop = await app.Shop();
        var errand = new Errand(shop.WorkspaceId, Guid.CreateVersion7());
        var dead = Guid.CreateVersion7();
        await SeenLast(dead, "10 seconds");

        await LeasedBy(dead, errand);

        await Eventually.True(() => app.Desk.Runs(errand) == 1, "the errand to be run");
    }

    [Fact]
    public async Task A_slow_node_that_lives_keeps_its_work()
    {
        var shop = await app.Shop();
        var (errand, slow) = (new Errand(shop.WorkspaceId, Guid.CreateVersion7()), Guid.CreateVersion7());
        await using var living = await app.Sql.OpenConnectionAsync(Ct);
        await using var held = new NpgsqlCommand($"select pg_advisory_lock({RunningNodes.LockOf("$1")})", living) { Parameters = { new() { Value = slow } } };
        await held.ExecuteNonQueryAsync(Ct);
        await SeenLast(slow, "10 seconds");

        await LeasedBy(slow, errand);

        await Task.Delay(4000, Ct);
        app.Desk.Runs(errand).ShouldBe(0);
    }

    [Fact]
    public async Task A_node_whose_connection_broke_but_that_is_heard_keeps_its_work()
    {
        var shop = await app.Shop();
        var (errand, heard) = (new Errand(shop.WorkspaceId, Guid.CreateVersion7()), Guid.CreateVersion7());
        await SeenLast(heard, "-1 hour");

        await LeasedBy(heard, errand);

        await Task.Delay(4000, Ct);
        app.Desk.Runs(errand).ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_was_taken_for_dead_can_neither_hold_nor_put_back_what_is_anothers()
    {
        var shop = await app.Shop();
        var (errand, another) = (new Errand(shop.WorkspaceId, Guid.CreateVersion7()), Guid.CreateVersion7());
        await LeasedBy(another, errand);
        var id = await app.Value<Guid>("select id from jobs where key = $1", errand.Key);
        var until = await app.Value<DateTime>("select leased_until from jobs where id = $1", id);
        var store = app.Services.GetRequiredService<JobStore>();

        await store.Renew([id], Ct);
        await store.Retry(id, "mine no longer", TimeSpan.Zero, Ct);
        await store.Bury(id, "mine no longer", Ct);

        (await app.Value<DateTime>("select leased_until from jobs where id = $1 and dead_at is null and leased_by = $2", id, another)).ShouldBe(until);
    }

    private Task<int> SeenLast(Guid node, string ago) =>
        app.Execute($"insert into nodes (id, name, seen_at) values ($1, 'elsewhere', now() - interval '{ago}')", node);

    private Task<int> LeasedBy(Guid node, Errand errand) => app.Execute("""
        insert into jobs (workspace_id, kind, key, payload, attempts, leased_until, leased_by)
        values ($1, 'Errand', $2, jsonb_build_object('workspace_id', $1, 'number', $3), 1, now() + interval '1 hour', $4)
        """, errand.WorkspaceId, errand.Key, errand.Number, node);

    private Task<DateTime> RunAt(Errand errand) => app.Value<DateTime>("select run_at from jobs where key = $1", errand.Key);

    private Task<long> Waiting(Errand errand) => app.Value<long>("select count(*) from jobs where key = $1", errand.Key);

    private async Task Enqueue(Shop shop, Errand errand, DateTimeOffset at)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(shop.WorkspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        db.Enqueue(errand, at);
        await db.SaveChangesAsync(Ct);
    }
}

public sealed class ErrandsApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    public Desk Desk { get; } = new();

    protected override void Adjust(WebApplicationBuilder builder) => builder.Services.AddSingleton(Desk).AddJob<Errand, ErrandHandler>();
}

public sealed record Errand(Guid WorkspaceId, Guid Number, bool AsksAgain = false, bool TakesLong = false) : Job(WorkspaceId)
{
    public override string Key => $"errand:{Number}";
}

/// <summary>Who ran which errand how often.</summary>
public sealed class Desk
{
    private readonly ConcurrentDictionary<Guid, int> _runs = new();
    private readonly ConcurrentDictionary<Guid, int> _now = new();
    private readonly ConcurrentDictionary<Guid, int> _most = new();
    private volatile bool _hurry;

    public bool TakesItsTime => !_hurry;

    public void Hurry() => _hurry = true;

    public int Runs(Errand errand) => _runs.GetValueOrDefault(errand.Number);

    public int MostAtOnce(Errand errand) => _most.GetValueOrDefault(errand.Number);

    public int Begin(Errand errand)
    {
        var now = _now.AddOrUpdate(errand.Number, 1, (_, n) => n + 1);
        _most.AddOrUpdate(errand.Number, now, (_, most) => Math.Max(most, now));
        return _runs.AddOrUpdate(errand.Number, 1, (_, n) => n + 1);
    }

    public void End(Errand errand) => _now.AddOrUpdate(errand.Number, 0, (_, n) => n - 1);
}

public sealed class ErrandHandler(Desk desk, FrontdeskDb db) : IJobHandler<Errand>
{
    public async Task Run(Errand job, JobRun run, CancellationToken ct)
    {
        var times = desk.Begin(job);
        try
        {
            if (job.TakesLong && desk.TakesItsTime)
            {
                await Task.Delay(Timeout.Infinite, ct);
            }

            if (job.AsksAgain && times == 1)
            {
                db.Enqueue(job, DateTimeOffset.UtcNow.AddSeconds(-1));
                await db.SaveChangesAsync(ct);
                await Task.Delay(1500, ct); // time enough to be claimed twice
            }
        }
        finally
        {
            desk.End(job);
        }
    }
}
