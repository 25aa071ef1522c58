using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Frontdesk.Conversations;
using Frontdesk.Conversations.Live;
using Frontdesk.Platform.Nodes;
using Frontdesk.Platform.Signals;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations.Live;

public sealed class NodesDeliverByPostgres(FrontdeskApp app) : NodesDeliver(app), IClassFixture<FrontdeskApp>;

/// <summary>What is the same whichever way signals take.</summary>
public abstract class NodesDeliver(FrontdeskApp app)
{
    protected virtual Task Ready(Node node) => Task.CompletedTask;

    [Fact]
    public async Task Messages_and_typing_go_both_ways_between_two_nodes()
    {
        var (shop, ann, sarah) = await OnTwoNodes();

        await shop.Sarah.Says(ann.ConversationId, "From the other node");
        (await ann.Hears(SenderType.Agent, m => m.Content == "From the other node")).Content.ShouldBe("From the other node");
        await ann.Says("I hear you");
        await sarah.Receives("message:receive", Says("I hear you"));

        await ann.Line!.Send("typing:start", new { conversation_id = ann.ConversationId });
        await sarah.Receives("typing:start");
        await sarah.Send("typing:start", new { conversation_id = ann.ConversationId });
        await ann.Line.Receives("typing:start");
        await shop.Sarah.Resolves(ann.ConversationId);
        await ann.Line.Receives("conversation:resolved");
    }

    [Fact]
    public async Task A_socket_that_dies_while_somebody_types_stops_the_typing_on_the_other_node()
    {
        var (_, ann, sarah) = await OnTwoNodes();
        await ann.Line!.Send("typing:start", new { conversation_id = ann.ConversationId });
        await sarah.Receives("typing:start");

        ann.LosesConnection();

        await sarah.Receives("typing:stop");
    }

    [Fact]
    public async Task Typing_whose_end_was_lost_ends_after_some_seconds()
    {
        var (_, ann, sarah) = await OnTwoNodes();
        var watch = Stopwatch.StartNew();
        app.Node.Services.GetRequiredService<ISignals>().Publish(TypingSignal.Of(ann.ConversationId, SenderType.Customer, "Visitor", typing: true));
        await sarah.Receives("typing:start");

        await sarah.Receives("typing:stop");

        watch.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(9));
    }

    [Fact]
    public async Task A_flood_of_typing_is_cut_down()
    {
        var (_, ann, sarah) = await OnTwoNodes();
        for (var n = 0; n < 100; n++)
        {
            await ann.Line!.Send("typing:start", new { conversation_id = ann.ConversationId });
            await ann.Line.Send("typing:stop", new { conversation_id = ann.ConversationId });
        }

        await ann.Says("The end");
        await sarah.Receives("message:receive", Says("The end"));
        sarah.All.Count(f => f.Event == "typing:start").ShouldBeInRange(1, 10);
        sarah.All.Count(f => f.Event == "typing:stop").ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public async Task Unfinished_words_are_heard_at_once_here_and_gathered_elsewhere_and_by_nobody_twice()
    {
        var (_, ann, sarah) = await OnTwoNodes();
        var words = app.Node.Services.GetRequiredService<UnfinishedWords>();
        var nodes = app.Node.Services.GetRequiredService<RunningNodes>();
        await Eventually.True(() => nodes.Others > 0, "the nodes to know of each other");
        var message = Guid.CreateVersion7();

        words.Say(ann.ConversationId, message, 0, "One ");
        words.Say(ann.ConversationId, message, 4, "two ");
        words.Say(ann.ConversationId, message, 8, "three");

        var heard = await sarah.Receives("message:streaming", f => f.GetProperty("message_id").GetGuid() == message);
        heard.GetProperty("chunk").GetString().ShouldBe("One two three");
        heard.GetProperty("offset").GetInt32().ShouldBe(0);
        await ann.Line!.Settles();
        Chunks(ann.Line).ShouldBe(["One ", "two ", "three"]);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Chunks(ann.Line).Count.ShouldBe(3, "the node that spoke does not hear its own echo");
        Chunks(sarah).Count.ShouldBe(1);

        List<string> Chunks(Line line) => [.. line.All.Where(f => f.Event == "message:streaming" && f.Data.GetProperty("message_id").GetGuid() == message).Select(f => f.Data.GetProperty("chunk").GetString()!)];
    }

    [Fact]
    public async Task An_agent_on_another_node_sees_the_visitor_leave_and_come_back()
    {
        var (shop, ann, sarah) = await OnTwoNodes();
        bool Online(System.Text.Json.JsonElement told, bool expected) => told.GetProperty("online").GetBoolean() == expected;
        await sarah.Receives("visitor:presence", told => Online(told, true));
        var before = (await shop.Sarah.Sees(ann.ConversationId)).VisitorLastSeenAt;

        ann.LosesConnection();
        await sarah.Receives("visitor:presence", told => Online(told, false));
        (await shop.Sarah.Sees(ann.ConversationId)).VisitorLastSeenAt!.Value.ShouldBeGreaterThan(before!.Value);

        await ann.Connects();
        await sarah.Receives("visitor:presence", told => Online(told, true));
        ann.Line!.All.ShouldNotContain(f => f.Event == "visitor:presence");
    }

    /// <summary>Ann's socket is on the first node, Sarah's on a second one.</summary>
    protected async Task<(Shop Shop, Visitor Ann, Line Sarah)> OnTwoNodes()
    {
        var second = await app.SecondNode();
        await Ready(second);
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await ann.Hears(SenderType.Bot);
        await shop.Sarah.TakesOver(ann.ConversationId);
        await ann.Connects();
        shop.Sarah.Node = second;
        return (shop, ann, await shop.Sarah.Follows(ann.ConversationId));
    }

    protected static Func<JsonElement, bool> Says(string words) => message => message.GetProperty("content").GetString() == words;
}

public sealed class NodesDeliverByRabbit(RabbitApp app, TestPostgres postgres) : NodesDeliver(app), IClassFixture<RabbitApp>
{
    protected override Task Ready(Node node) => RabbitApp.IsConnected(node);

    [Fact]
    public async Task Without_its_broker_messages_come_a_little_later_and_with_it_again_at_once()
    {
        var (shop, ann, _) = await OnTwoNodes();
        await app.Broker.Dies();

        var watch = Stopwatch.StartNew();
        await shop.Sarah.Says(ann.ConversationId, "The broker is gone");
        await ann.Hears(SenderType.Agent, m => m.Content == "The broker is gone");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(4));

        await app.Broker.Comes();
        await RabbitApp.IsConnected(app.Node);
        await RabbitApp.IsConnected(shop.Sarah.Node);
        for (var n = 0; n < 6; n++)
        {
            watch.Restart();
            await shop.Sarah.Says(ann.ConversationId, $"Fast {n}");
            await ann.Hears(SenderType.Agent, m => m.Content == $"Fast {n}");
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(1), "the sweep alone would not be that fast six times");
        }
    }

    [Fact]
    public async Task What_the_broker_carries_PostgreSQL_does_not_and_nothing_is_told_before_the_commit()
    {
        var (shop, ann, sarah) = await OnTwoNodes();
        var notified = new ConcurrentQueue<string>();
        await using var connection = await app.Sql.OpenConnectionAsync(TestContext.Current.CancellationToken);
        connection.Notification += (_, n) => notified.Enqueue(n.Payload);
        await using (var listen = new NpgsqlCommand("listen frontdesk; listen frontdesk_passing", connection))
        {
            await listen.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await ann.Says("By broker");
        await sarah.Receives("message:receive", Says("By broker"));
        await shop.Sarah.Resolves(ann.ConversationId);
        await ann.Line!.Receives("conversation:resolved");

        await using (var look = new NpgsqlCommand("select 1", connection))
        {
            await look.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        notified.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_installations_on_one_broker_hear_nothing_of_each_other()
    {
        var second = await app.SecondNode();
        await Ready(second);
        var database = await postgres.NewDatabase();
        var data = Directory.CreateTempSubdirectory("frontdesk-data-");
        await using (var stranger = await Node.Start(database, data.FullName, builder => builder.Configuration[RabbitAddress.Setting] = app.Broker.Url))
        {
            await Ready(stranger);
            var heard = new ConcurrentQueue<string>();
            SignalsOf(stranger).On("secret", payload => heard.Enqueue("stranger " + payload));
            SignalsOf(second).On("secret", payload => heard.Enqueue("second " + payload));

            SignalsOf(app.Node).Announce(new Signal("secret", "one"));
            SignalsOf(app.Node).Publish(new Signal("secret", "two"));
            await Eventually.True(() => heard.Count >= 2, "the second node to hear");
            await Task.Delay(300, TestContext.Current.CancellationToken);

            heard.ShouldBe(["second one", "second two"]);
        }

        data.Delete(recursive: true);
        await postgres.Drop(database);
    }

    [Fact]
    public async Task What_a_node_kept_and_could_not_say_any_more_reaches_the_others()
    {
        var second = await app.SecondNode();
        await Ready(second);
        var heard = new ConcurrentQueue<string>();
        SignalsOf(app.Node).On("kept-only", payload => heard.Enqueue("first " + payload));
        SignalsOf(second).On("kept-only", payload => heard.Enqueue("second " + payload));

        await app.Execute("insert into announcements (id, signal) values (gen_random_uuid(), 'kept-only words')"); // committed, then the node died

        await Eventually.True(() => heard.Count == 2, "both nodes to find it");
        heard.ShouldBe(["first words", "second words"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_password_that_the_broker_refuses_stands_in_no_log()
    {
        var (said, port) = (new KeptLog(), new Uri(app.Broker.Url).Port);
        await app.SecondNode(builder =>
        {
            builder.Configuration[RabbitAddress.Setting] = $"amqp://guest:Wr0ng-secret@127.0.0.1:{port}";
            builder.Logging.AddProvider(said).SetMinimumLevel(LogLevel.Debug);
        });

        await Eventually.True(() => said.Lines.Any(line => line.Contains($"The broker at 127.0.0.1:{port} does not answer", StringComparison.Ordinal)), "the node to say that it is refused");
        said.Lines.ShouldAllBe(line => !line.Contains("Wr0ng-secret"));
    }

    private static ISignals SignalsOf(Node node) => node.Services.GetRequiredService<ISignals>();
}
