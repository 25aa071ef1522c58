using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Frontdesk.Tests.Platform.Jobs;

/// <summary>The first node leaves all work to those that come after it.</summary>
public sealed class IdleErrandsApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    private bool _first = true;

    public Desk Desk { get; } = new();

    protected override void Adjust(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(Desk).AddJob<Errand, ErrandHandler>();
        if (_first)
        {
            builder.WithoutJobs();
        }

        _first = false;
    }
}

public sealed class WorkIsPassedOn(IdleErrandsApp app) : IClassFixture<IdleErrandsApp>
{
    [Fact]
    public async Task What_a_stopped_server_was_at_is_done_by_another_one_at_once()
    {
        var stopped = await app.SecondNode();
        var shop = await app.Shop();
        var errand = new Errand(shop.WorkspaceId, Guid.CreateVersion7(), TakesLong: true);
        await Enqueue(errand);
        await Eventually.True(() => app.Desk.Runs(errand) == 1, "the errand to be begun");

        app.Desk.Hurry();
        await stopped.Stops();
        await app.SecondNode();

        await Eventually.True(async () => await app.Value<long>("select count(*) from jobs where key = $1", errand.Key) == 0, "the errand to be done");
    }

    private async Task Enqueue(Errand errand)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(errand.WorkspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        db.Enqueue(errand);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
