using System.Diagnostics;
using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Nodes;

/// <summary>A server that is told to stop loses nothing it said yes to.</summary>
public sealed class ServersStop(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task What_was_acknowledged_is_stored_and_everybody_is_told_to_come_back()
    {
        var node = await app.SecondNode();
        var shop = await app.Shop();
        var visitors = new List<Visitor>();
        for (var n = 0; n < 8; n++)
        {
            var visitor = shop.Visitor($"Visitor {n}");
            await visitor.Says("Hello");
            await visitor.Connects(node);
            visitors.Add(visitor);
        }

        var writing = visitors.ConvertAll(Writes);
        await Task.Delay(300, TestContext.Current.CancellationToken);
        var stopping = node.Stops();
        await stopping.WaitAsync(TimeSpan.FromSeconds(25), TestContext.Current.CancellationToken);
        await Task.WhenAll(writing);

        foreach (var visitor in visitors)
        {
            (await visitor.Line!.ClosedWith()).ShouldBe(1012);
            var acknowledged = visitor.Line.All.Where(f => f.Event == "message:ack").Select(f => f.Data.GetProperty("id").GetGuid()).ToArray();
            acknowledged.ShouldNotBeEmpty();
            (await app.Value<long>("select count(*) from messages where id = any($1)", acknowledged)).ShouldBe(acknowledged.Length);
            await shop.StoredSeqsAreDense(visitor.ConversationId);
        }
    }

    [Fact]
    public async Task From_the_first_moment_it_says_that_it_is_not_ready()
    {
        var node = await app.SecondNode(builder => builder.Configuration["FRONTDESK_DRAIN_SECONDS"] = "2");
        (await node.Get("/health/ready")).Status.ShouldBe(200);

        var stopping = node.Stops();

        var said = await node.Get("/health/ready");
        said.Status.ShouldBe(503);
        said["status"].GetString().ShouldBe("the server is stopping");
        (await node.Get("/health/live")).Status.ShouldBe(200);
        await stopping;
    }

    [Fact]
    public async Task A_waiting_poll_is_answered()
    {
        var node = await app.SecondNode();
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann", node);
        await ann.Says("Hello");
        await ann.Hears(SenderType.Bot);
        var screen = await ann.Screen();
        var poll = ann.History($"?after={screen.Seq}&changed_after={screen.Change}&wait=25");
        await Task.Delay(300, TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();

        var stopping = node.Stops();

        (await poll).Status.ShouldBe(200);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
        await stopping;
    }

    private static async Task Writes(Visitor visitor)
    {
        try
        {
            for (var n = 0; ; n++)
            {
                await visitor.Says($"Message {n}");
            }
        }
        catch (Exception gone) when (gone is InvalidOperationException or System.Net.WebSockets.WebSocketException or ObjectDisposedException or IOException)
        {
            // the server has said goodbye
        }
    }
}
