using Frontdesk.Platform.Nodes;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Visitors;

/// <summary>Live connections of visitors are counted over all nodes; beyond the bound they poll.</summary>
public sealed class PlacesAreCounted(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task A_workspace_that_is_full_on_one_node_is_full_on_the_other_and_agents_still_come_in()
    {
        var (first, second) = (await Scarce(), await Scarce());
        var shop = await app.Shop();
        var other = await app.Shop("Other");
        var open = new List<Line>();
        for (var n = 0; n < 10; n++)
        {
            open.Add(await Line.Open(first.Socket(shop.Visitor($"V{n}").SocketPath)));
        }

        (await Should.ThrowAsync<HandshakeRefusedException>(() => Line.Open(first.Socket(shop.Visitor("Late").SocketPath)))).Status.ShouldBe(429);
        await Eventually.True(() => second.Services.GetRequiredService<Frontdesk.Conversations.Live.VisitorPlaces>().Open(shop.WorkspaceId) == 10, "the second node to know");
        (await Should.ThrowAsync<HandshakeRefusedException>(() => Line.Open(second.Socket(shop.Visitor("Later").SocketPath)))).Status.ShouldBe(429);

        await (await Line.Open(second.Socket(other.Visitor("Elsewhere").SocketPath))).DisposeAsync();
        await (await shop.Sarah.Connects(second)).DisposeAsync();
        foreach (var line in open)
        {
            await line.DisposeAsync();
        }

        await Eventually.True(() => second.Services.GetRequiredService<Frontdesk.Conversations.Live.VisitorPlaces>().Open(shop.WorkspaceId) == 0, "the places to be free again");
    }

    [Fact]
    public async Task The_eleventh_socket_of_one_visitor_is_closed_and_another_visitors_first_is_not()
    {
        var shop = await app.Shop();
        var node = await Scaled("1");
        var (ann, ben) = (shop.Visitor("Ann", node), shop.Visitor("Ben", node));
        await ann.Says("Hello");
        await ben.Says("Hello");
        for (var n = 0; n < 10; n++)
        {
            await ann.Connects();
        }

        var eleventh = await Line.Open(node.Socket(ann.SocketPath));
        await eleventh.Send("auth", new { token = ann.Token });

        (await eleventh.ClosedWith()).ShouldBe(4429);
        await ben.Connects();
        ann.LosesConnection();
        await Eventually.True(async () =>
        {
            var again = await Line.Open(node.Socket(ann.SocketPath));
            await again.Send("auth", new { token = ann.Token });
            await Task.WhenAny(again.ClosedWith(), again.Receives("ready").ContinueWith(_ => { }, TaskScheduler.Default));
            return again.All.Any(f => f.Event == "ready");
        }, "a place to be free again");
    }

    [Fact]
    public async Task A_fourth_waiting_poll_is_asked_to_come_later_and_another_visitors_is_held()
    {
        var shop = await app.Shop();
        var node = await Scaled("1");
        var (ann, ben) = (shop.Visitor("Ann", node), shop.Visitor("Ben", node));
        await ann.Says("Hello");
        await ann.Hears(Frontdesk.Conversations.SenderType.Bot);
        await ben.Says("Hello");
        var screen = await ann.Screen();
        var query = $"?after={screen.Seq}&changed_after={screen.Change}&wait=3";
        var held = Enumerable.Range(0, 3).Select(_ => ann.History(query)).ToList();
        await Task.Delay(700, TestContext.Current.CancellationToken);

        var fourth = (await ann.History(query)).Refused(429, "too_many_connections");

        fourth.Headers["Retry-After"].Single().ShouldBe("5");
        (await ben.History("?after=0&wait=1")).Status.ShouldBe(200);
        (await Task.WhenAll(held)).ShouldAllBe(reply => reply.Status == 200);
    }

    [Fact]
    public async Task A_node_that_stops_is_forgotten_at_once_and_one_that_died_after_ten_seconds()
    {
        var second = await app.SecondNode();
        var nodes = app.Node.Services.GetRequiredService<RunningNodes>();
        await Eventually.True(() => nodes.Others >= 1, "the second node to be known");
        var dead = Guid.CreateVersion7();
        await app.Execute("insert into nodes (id, name, seen_at, holds) values ($1, 'dead', now() - interval '8 seconds', jsonb_build_object('workspace_sockets', jsonb_build_object($1::text, 7)))", dead);
        await Eventually.True(() => nodes.Elsewhere("workspace_sockets", dead) == 7, "it to be heard of");

        await Eventually.True(() => nodes.Elsewhere("workspace_sockets", dead) == 0, "it to be forgotten");

        var before = await app.Value<long>("select count(*) from nodes where seen_at > now() - interval '5 seconds'");
        await second.Stops();
        (await app.Value<long>("select count(*) from nodes where seen_at > now() - interval '5 seconds'")).ShouldBe(before - 1);
    }

    /// <summary>Ten sockets a workspace instead of a thousand.</summary>
    private Task<Node> Scarce() => Scaled("0.01");

    private Task<Node> Scaled(string scale) => app.SecondNode(builder => builder.Configuration["FRONTDESK_LIMITS_SCALE"] = scale);
}
