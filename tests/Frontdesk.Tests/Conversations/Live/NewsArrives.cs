using System.Diagnostics;
using System.Text.Json;
using Frontdesk.Conversations;
using Frontdesk.Platform.Text;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations.Live;

/// <summary>Whatever happens to a connection, what was said arrives once and in order.</summary>
public sealed class NewsArrives(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task A_broken_socket_resumes_exactly_where_it_was()
    {
        var shop = await app.Shop();
        var ann = await InConversationWithSarah(shop);
        await ann.Connects();
        await shop.Sarah.Says(ann.ConversationId, "one");
        await ann.Hears(SenderType.Agent, m => m.Content == "one");
        var seen = (await ann.Screen()).Change;
        ann.LosesConnection();

        await shop.Sarah.Says(ann.ConversationId, "two");
        await shop.Sarah.Says(ann.ConversationId, "three");
        await shop.Sarah.Resolves(ann.ConversationId);
        var seq = ann.LastSeq;
        var line = await ann.Connects(seq: seq, change: seen);

        line.All.Select(f => f.Event).Take(5).ShouldBe(["ready", "message:receive", "message:receive", "conversation:resolved", "resumed"]);
        line.All.Where(f => f.Event == "message:receive").Select(f => f.Data.GetProperty("seq").GetInt64()).ShouldBe([seq + 1, seq + 2]);
        line.All[4].Data.GetProperty("status").GetString().ShouldBe("resolved");
    }

    [Fact]
    public async Task A_second_node_delivers_to_a_socket_on_the_first()
    {
        var shop = await app.Shop();
        var second = await app.SecondNode();
        var ann = await InConversationWithSarah(shop);
        await ann.Connects();
        shop.Sarah.Node = second;
        var sarah = await shop.Sarah.Follows(ann.ConversationId);

        await shop.Sarah.Says(ann.ConversationId, "From the other node");
        (await ann.Hears(SenderType.Agent)).Content.ShouldBe("From the other node");
        await ann.Says("I hear you");
        (await sarah.Receives("message:receive", m => m.GetProperty("content").GetString() == "I hear you")).GetProperty("seq").GetInt64().ShouldBe(ann.LastSeq + 1);
    }

    [Fact]
    public async Task A_lost_signal_is_repaired_within_seconds()
    {
        var shop = await app.Shop();
        var ann = await InConversationWithSarah(shop);
        await ann.Connects();

        await app.Execute("""
            with c as (update conversations set last_seq = last_seq + 1, changed_at = now() where id = $1 returning *)
            insert into messages (id, workspace_id, conversation_id, seq, client_message_id, sender_type, sender_name, content)
            select gen_random_uuid(), workspace_id, id, last_seq, gen_random_uuid(), 'system', 'System', 'Nobody was told of this' from c
            """, ann.ConversationId);

        (await ann.Hears(SenderType.System)).Content.ShouldBe("Nobody was told of this");
    }

    [Fact]
    public async Task A_long_poll_answers_at_once_when_something_is_new()
    {
        var shop = await app.Shop();
        var ann = await InConversationWithSarah(shop);
        var screen = await ann.Screen();
        var watch = Stopwatch.StartNew();
        var poll = ann.History($"?after={screen.Seq}&changed_after={screen.Change}&wait=25");

        await shop.Sarah.Says(ann.ConversationId, "Here I am");

        (await poll).As<ReadHistory.View>().Messages.Single().Content.ShouldBe("Here I am");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_long_poll_with_nothing_new_waits_as_long_as_asked()
    {
        var ann = await InConversationWithSarah(await app.Shop());
        var screen = await ann.Screen();
        var watch = Stopwatch.StartNew();

        var nothing = (await ann.History($"?after={screen.Seq}&changed_after={screen.Change}&wait=1")).As<ReadHistory.View>();

        nothing.Messages.ShouldBeEmpty();
        watch.Elapsed.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(900));
    }

    [Fact]
    public async Task Whoever_joins_while_messages_fly_misses_none_and_hears_none_twice()
    {
        var shop = await app.Shop();
        var ann = await InConversationWithSarah(shop);
        await ann.Connects(); // somebody who is up to date already
        var joined = new List<Line>();
        var writing = Task.Run(async () =>
        {
            for (var n = 0; n < 120; n++)
            {
                await shop.Sarah.Says(ann.ConversationId, $"Message {n}");
            }
        }, TestContext.Current.CancellationToken);
        while (!writing.IsCompleted)
        {
            var line = await shop.Sarah.Connects();
            joined.Add(line);
            await line.Send("subscribe", new { conversation_id = ann.ConversationId, seq = 0, change = 0 });
        }

        await writing;
        await shop.Sarah.Says(ann.ConversationId, "The last");
        foreach (var line in joined)
        {
            await line.Receives("message:receive", m => m.GetProperty("content").GetString() == "The last");
            var messages = line.All.Where(f => f.Event == "message:receive").Select(f => f.Data.Deserialize<MessageView>(Json.Options)!).Where(m => m.ConversationId == ann.ConversationId);
            messages.Select(m => m.Seq).ShouldBe(Enumerable.Range(1, 122 + 1).Select(n => (long)n).Take(messages.Count()));
            messages.Count().ShouldBe((int)(await ann.Screen()).Seq);
        }
    }

    [Fact]
    public async Task Typing_is_seen_by_the_other_side_and_by_nobody_else()
    {
        var shop = await app.Shop();
        var (ann, ben) = (await InConversationWithSarah(shop), shop.Visitor("Ben"));
        await ben.Says("Hello");
        await ann.Connects();
        await ben.Connects();
        var sarah = await shop.Sarah.Follows(ann.ConversationId);

        await ann.Line!.Send("typing:start", new { conversation_id = ann.ConversationId });
        (await sarah.Receives("typing:start")).GetProperty("sender").GetProperty("type").GetString().ShouldBe("customer");
        await sarah.Send("typing:start", new { conversation_id = ann.ConversationId });
        (await ann.Line.Receives("typing:start")).GetProperty("sender").GetProperty("name").GetString().ShouldBe("Sarah");
        await sarah.Send("typing:stop", new { conversation_id = ann.ConversationId });
        await ann.Line.Receives("typing:stop");

        await ben.Line!.Settles();
        ben.Line.All.ShouldNotContain(f => f.Event.StartsWith("typing", StringComparison.Ordinal) && f.Data.GetRawText().Contains("Sarah"));
        ann.Line.All.ShouldNotContain(f => f.Event.StartsWith("typing", StringComparison.Ordinal) && f.Data.GetRawText().Contains("customer"));
    }

    [Fact]
    public async Task A_visitor_on_polling_can_say_that_they_type_and_what_they_have_read()
    {
        var shop = await app.Shop();
        var ann = await InConversationWithSarah(shop);
        var sarah = await shop.Sarah.Follows(ann.ConversationId);

        (await ann.Does("typing", new { conversation_id = ann.ConversationId, typing = true })).Status.ShouldBe(204);
        await sarah.Receives("typing:start");
        (await ann.Does("read", new { conversation_id = ann.ConversationId, seq = 1 })).Status.ShouldBe(204);
        (await app.Value<long>("select read_by_visitor_seq from conversations where id = $1", ann.ConversationId)).ShouldBe(1);
    }

    [Fact]
    public async Task A_visitor_learns_that_they_were_read()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        var sent = await ann.Says("Hello");
        await ann.Connects();

        (await shop.Sarah.Post($"/api/v1/conversations/{ann.ConversationId}/read", new { seq = sent.Seq })).Status.ShouldBe(204);

        (await ann.Line!.Receives("message:read")).GetProperty("seq").GetInt64().ShouldBe(sent.Seq);
    }

    [Fact]
    public async Task A_retried_socket_message_is_acknowledged_again_and_heard_once()
    {
        var shop = await app.Shop();
        var ann = await InConversationWithSarah(shop);
        await ann.Connects();
        var sarah = await shop.Sarah.Follows(ann.ConversationId);
        var id = Guid.CreateVersion7();

        var first = await ann.Says("Once", id);
        ann.LosesConnection();
        await ann.Connects();
        (await ann.Says("Once", id)).ShouldBe(first);
        await ann.Says("The end");

        await sarah.Receives("message:receive", m => m.GetProperty("content").GetString() == "The end");
        sarah.All.Count(f => f.Event == "message:receive" && f.Data.GetProperty("content").GetString() == "Once").ShouldBe(1);
    }

    /// <summary>Ann has written and Sarah has the word, so that no bot speaks in between.</summary>
    private static async Task<Visitor> InConversationWithSarah(Shop shop)
    {
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await ann.Hears(SenderType.Bot);
        await shop.Sarah.TakesOver(ann.ConversationId);
        return ann;
    }
}
