using Frontdesk.Conversations;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Signals;

/// <summary>Nodes between which nothing is carried at all.</summary>
public sealed class DeafApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    protected override void Adjust(WebApplicationBuilder builder) => builder.Services.RemoveAll<ISignals>().AddSingleton<ISignals, LosesAll>();

    private sealed class LosesAll(SignalHandlers handlers) : BackgroundService, ISignals
    {
        public bool TravelWithCommit => false;

        public void Publish(Signal signal)
        {
        }

        public void PublishElsewhere(Signal signal)
        {
        }

        public void Announce(Signal signal)
        {
        }

        public void On(string kind, Action<string> handler) => handlers.On(kind, handler);

        public void OnGap(Action handler) => handlers.OnGap(handler);

        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}

/// <summary>Losing every signal loses nothing: each node finds by itself what it was not told.</summary>
public sealed class SignalsAreLost(DeafApp app) : IClassFixture<DeafApp>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task What_is_announced_reaches_every_node_once()
    {
        var (other, shop) = (await app.SecondNode(), await app.Shop());
        var heard = new Announcements(app.Node, other);

        await Announcements.Announce(app, shop.WorkspaceId, "one");

        await Eventually.True(() => heard.Count("one") == 2, "both nodes to hear");
        await Task.Delay(5000, TestContext.Current.CancellationToken);
        heard.Count("one").ShouldBe(2);
    }

    [Fact]
    public async Task What_is_rolled_back_reaches_nobody()
    {
        var shop = await app.Shop();
        var heard = new Announcements(app.Node);

        await Announcements.Announce(app, shop.WorkspaceId, "never", commit: false);
        await Announcements.Announce(app, shop.WorkspaceId, "later");

        await Eventually.True(() => heard.Count("later") == 1, "the node to hear the later one");
        heard.Count("never").ShouldBe(0);
    }

    [Fact]
    public async Task An_ended_session_closes_its_sockets_on_every_node()
    {
        var (other, shop) = (await app.SecondNode(), await app.Shop());
        var elsewhere = await shop.Sarah.SignsInAgain();
        elsewhere.Node = other;
        await using var line = await elsewhere.Connects();

        elsewhere.Node = app.Node;
        (await elsewhere.Post("/api/v1/auth/logout")).Ok();

        (await line.ClosedWith().WaitAsync(Soon, TestContext.Current.CancellationToken)).ShouldBe(4409);
    }

    [Fact]
    public async Task A_takeover_and_what_the_agent_says_reach_a_customer_on_another_node()
    {
        var (other, shop) = (await app.SecondNode(), await app.Shop());
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await ann.Hears(SenderType.Bot);
        await ann.Connects(other);

        await shop.Sarah.TakesOver(ann.ConversationId);
        await shop.Sarah.Says(ann.ConversationId, "I am here.");

        await ann.Hears(SenderType.Agent, m => m.Content == "I am here.");
    }
}

/// <summary>Where signals arrive, what is kept of them is not told again.</summary>
public sealed class SignalsAreKept(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task What_has_arrived_is_not_told_again()
    {
        var (other, shop) = (await app.SecondNode(), await app.Shop());
        var heard = new Announcements(app.Node, other);

        await Announcements.Announce(app, shop.WorkspaceId, "one");

        await Eventually.True(() => heard.Count("one") >= 2, "both nodes to hear");
        await Task.Delay(5000, TestContext.Current.CancellationToken);
        heard.Count("one").ShouldBe(2);
    }

    [Fact]
    public async Task Changes_of_conversations_are_not_kept()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await shop.Sarah.TakesOver(ann.ConversationId);

        (await app.Value<long>("select count(*) from announcements where signal like 'conversation %'")).ShouldBe(0, "they are found by their own clock");
    }
}

/// <summary>What some nodes hear of a kind of signal that only this test sends.</summary>
internal sealed class Announcements
{
    private const string Kind = "test";
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> _heard = new();

    public Announcements(params Node[] nodes)
    {
        foreach (var node in nodes)
        {
            node.Services.GetRequiredService<ISignals>().On(Kind, _heard.Enqueue);
        }
    }

    public int Count(string what) => _heard.Count(h => h == what);

    public static async Task Announce(FrontdeskApp app, Guid workspace, string what, bool commit = true)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspace);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        db.Announce(new Signal(Kind, what));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        if (commit)
        {
            await db.CommitAsync(TestContext.Current.CancellationToken);
        }
    }
}
