using Frontdesk.Conversations;
using Frontdesk.Platform.Database;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>Two do something at the same moment: one of them wins, the other is told, and the visitor hears the winner alone.</summary>
public sealed class TheWordPasses(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const int Rounds = 20;

    [Fact]
    public async Task The_agent_who_is_too_late_hears_who_was_faster_and_reaches_nobody()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        await EachRound(shop, async ann =>
        {
            var tries = await Task.WhenAll(TakesAndGreets(shop.Sarah, ann), TakesAndGreets(mike, ann));

            tries.Count(t => t.Status == 200).ShouldBe(1);
            var winner = tries[0].Status == 200 ? "Sarah" : "Mike";
            var loser = tries.Single(t => t.Status != 200);
            loser.Refused(409, "already_taken");
            loser["detail"].GetString()!.ShouldContain(winner);
            var late = await (winner == "Sarah" ? mike : shop.Sarah).TriesToSay(ann.ConversationId, "Me too");
            late.Refused(409, "not_allowed_now");
            late["detail"].GetString()!.ShouldContain(winner);
            (await ann.Screen()).Messages.Where(m => m.Sender.Type == SenderType.Agent).Select(m => m.Content).ShouldBe([$"{winner} here"]);
        });

        static Task<Reply> TakesAndGreets(Agent agent, Visitor ann) => agent.Post($"/api/v1/conversations/{ann.ConversationId}/takeover", new { message = $"{agent.Name} here" });
    }

    [Fact]
    public async Task A_message_at_the_moment_of_the_return_to_the_AI_is_stored_before_it_or_refused()
    {
        var shop = await app.Shop();
        await EachRound(shop, async ann =>
        {
            await shop.Sarah.TakesOver(ann.ConversationId);

            var said = shop.Sarah.TriesToSay(ann.ConversationId, "One more thing");
            var returned = shop.Sarah.Post($"/api/v1/conversations/{ann.ConversationId}/return-to-ai");
            await Task.WhenAll(said, returned);

            (await returned).Ok();
            var arrived = (await ann.Screen()).Messages.Where(m => m.Sender.Type == SenderType.Agent).ToList();
            arrived.Count.ShouldBe((await said).Status == 200 ? 1 : 0);
            if ((await said).Status != 200)
            {
                (await said).Refused(409, "not_allowed_now");
            }

            var returnedAt = await SeqAtLast(ann, EventKind.ReturnedToAi);
            arrived.ShouldAllBe(m => m.Seq <= returnedAt);
        });
    }

    [Fact]
    public async Task A_message_at_the_moment_of_resolving_is_in_before_it_or_reopens_and_never_lost()
    {
        var shop = await app.Shop();
        await EachRound(shop, async ann =>
        {
            await shop.Sarah.TakesOver(ann.ConversationId);

            var said = ann.Sends("Wait!");
            var resolved = shop.Sarah.Post($"/api/v1/conversations/{ann.ConversationId}/resolve");
            await Task.WhenAll(said, resolved);

            (await said).Ok();
            (await resolved).Ok();
            var mine = (await ann.Screen()).Messages.Single(m => m.Content == "Wait!");
            var isAfter = mine.Seq > await SeqAtLast(ann, EventKind.Resolved);
            (await shop.Log(ann.ConversationId)).Contains(EventKind.Reopened).ShouldBe(isAfter);
            ((await shop.Sarah.Sees(ann.ConversationId)).Row.Status != ConversationStatus.Resolved).ShouldBe(isAfter);
        });
    }

    [Fact]
    public async Task Nothing_the_AI_says_after_a_takeover_is_stored_and_its_words_are_taken_back()
    {
        await using var provider = await ScriptedOpenAi.Start();
        var shop = await app.Shop();
        await shop.Changes(new { ai_settings = new { provider = "openai", base_url = provider.BaseUrl, model = "gpt-4o-mini", api_key = "sk-test" } });
        for (var round = 0; round < Rounds; round++)
        {
            provider.Answers(string.Concat(Enumerable.Repeat("Well, let me think about it for a while, and then. ", 200)), TimeSpan.FromMilliseconds(15));
            var ann = shop.Visitor("Ann");
            await ann.Says("Tell me a story");
            await ann.Connects();
            var answer = (await ann.Line!.Receives("message:streaming")).GetProperty("message_id").GetGuid();

            await shop.Sarah.TakesOver(ann.ConversationId);

            await ann.Line.Receives("message:streaming", f => f.GetProperty("cancelled").GetBoolean() && f.GetProperty("message_id").GetGuid() == answer);
            (await ann.Screen()).Messages.ShouldAllBe(m => m.Sender.Type != SenderType.Bot);
            ann.LosesConnection();
        }
    }

    [Fact]
    public async Task Who_stands_beyond_the_last_message_still_hears_the_next_one()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await shop.Sarah.TakesOver(ann.ConversationId);
        await ann.Connects(seq: 999_999, change: 999_999);
        var head = (await ann.History()).Ok();
        ann.Line!.All.Single(f => f.Event == "resumed").Data.GetProperty("seq").GetInt64().ShouldBe(head["seq"].GetInt64());
        var poll = ann.History("?after=999999&changed_after=999999&wait=20");
        await Task.Delay(300, TestContext.Current.CancellationToken);

        await shop.Sarah.Says(ann.ConversationId, "I am here.");

        (await ann.Line.Receives("message:receive")).GetProperty("content").GetString().ShouldBe("I am here.");
        (await poll.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).As<ReadHistory.View>().Messages.Single().Content.ShouldBe("I am here.");
        await shop.Sarah.Resolves(ann.ConversationId);
        await ann.Line.Receives("conversation:resolved");
    }

    [Fact]
    public async Task An_old_client_id_with_other_words_gives_the_first_message_back_and_changes_nothing()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        var id = Guid.CreateVersion7();
        var first = await ann.Says("Where is my parcel?", id);

        var again = (await ann.Sends("Cancel everything!", id)).Ok();

        (again["message"].GetProperty("id").GetGuid(), again["message"].GetProperty("seq").GetInt64()).ShouldBe((first.Id, first.Seq));
        (await ann.Screen()).Messages.Single(m => m.Seq == first.Seq).Content.ShouldBe("Where is my parcel?");
    }

    private static async Task EachRound(Shop shop, Func<Visitor, Task> round)
    {
        for (var n = 0; n < Rounds; n++)
        {
            var ann = shop.Visitor("Ann");
            await ann.Says("Hello");
            await round(ann);
        }
    }

    private async Task<long> SeqAtLast(Visitor ann, EventKind kind) =>
        await app.Value<long>("select max(after_seq) from conversation_events where conversation_id = $1 and kind = $2", ann.ConversationId, SnakeCase.Text(kind));
}
