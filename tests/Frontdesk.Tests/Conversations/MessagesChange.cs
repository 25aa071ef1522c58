using System.Text.Json;
using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>What was sent can be put into other words or taken back, on every screen that has shown it.</summary>
public sealed class MessagesChange(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task An_edited_message_reads_differently_for_who_is_there_and_for_who_comes_back()
    {
        var (shop, ann, said) = await Talk("We open at nine.");
        await ann.Connects(seq: 0);
        var there = ann.Line!;
        var head = (await ann.History()).Ok();

        (await shop.Sarah.Patch(Path(ann, said), new { content = "We open at ten." })).Ok()["content"].GetString().ShouldBe("We open at ten.");

        var updated = await there.Receives("message:updated");
        updated.GetProperty("content").GetString().ShouldBe("We open at ten.");
        updated.GetProperty("edited_at").ValueKind.ShouldBe(JsonValueKind.String);
        ann.LosesConnection();
        var back = await ann.Connects(seq: head["seq"].GetInt64(), change: head["change"].GetInt64());
        back.All.Single(f => f.Event == "message:updated").Data.GetProperty("id").GetGuid().ShouldBe(said);
        back.All.ShouldNotContain(f => f.Event == "message:receive");
        var seen = await shop.Sarah.Sees(ann.ConversationId);
        seen.Messages.Single(m => m.Id == said).EditedAt.ShouldNotBeNull();
        seen.Row.LastMessage.ShouldBe("We open at ten.");
        (await ann.Screen()).Messages.Single(m => m.Id == said).Content.ShouldBe("We open at ten.");
    }

    [Fact]
    public async Task A_deleted_message_leaves_its_place_and_takes_its_words_along()
    {
        var (shop, ann, said) = await Talk("Your password is swordfish.");
        await ann.Connects(seq: 0);

        (await shop.Sarah.Delete(Path(ann, said))).Status.ShouldBe(204);

        var gone = await ann.Line!.Receives("message:updated");
        (gone.GetProperty("content").GetString(), gone.GetProperty("deleted_at").ValueKind).ShouldBe(("", JsonValueKind.String));
        (await shop.Sarah.Sees(ann.ConversationId)).Row.LastMessage.ShouldBe("");
        (await app.Value<long>("select count(*) from messages where content like '%swordfish%' or answer::text like '%swordfish%'")).ShouldBe(0);
        (await app.Value<long>("select count(*) from conversations where last_message like '%swordfish%'")).ShouldBe(0);
        (await app.Value<long>("select count(*) from audit_log where action = 'message.deleted' and resource_id = $1 and before::text like '%swordfish%'", said)).ShouldBe(1);
    }

    [Fact]
    public async Task A_deleted_answer_takes_its_sources_along()
    {
        var shop = await app.Shop();
        await shop.Knows("Do you ship to Norway?", "Yes, within five days.");
        var ann = shop.Visitor("Ann");
        await ann.Says("Do you ship to Norway?");
        var answer = await ann.Hears(SenderType.Bot);
        answer.Sources.ShouldNotBeEmpty();

        (await shop.Sarah.Delete(Path(ann, answer.Id))).Status.ShouldBe(204);

        var now = (await ann.Screen()).Messages.Single(m => m.Id == answer.Id);
        (now.Content, now.Sources.Count, now.ConfidenceScore).ShouldBe(("", 0, null));
        (await app.Value<long>("select count(*) from messages where id = $1 and answer::text like '%five days%'", answer.Id)).ShouldBe(0);
    }

    [Fact]
    public async Task A_waiting_poll_wakes_for_an_edit()
    {
        var (shop, ann, said) = await Talk("We open at nine.");
        var head = (await ann.History()).Ok();
        var poll = ann.History($"?after={head["seq"]}&changed_after={head["change"]}&wait=25");
        await Task.Delay(300, TestContext.Current.CancellationToken);

        await shop.Sarah.Patch(Path(ann, said), new { content = "We open at ten." });

        var news = (await poll.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken)).As<ReadHistory.View>();
        news.Messages.Single().Content.ShouldBe("We open at ten.");
        news.Change.ShouldBeGreaterThan(head["change"].GetInt64());
    }

    [Fact]
    public async Task Agents_change_their_own_words_and_owners_those_of_the_team_and_the_AI_but_nobody_the_customers()
    {
        var shop = await app.Shop();
        await shop.Knows("Do you ship to Norway?", "Yes, within five days.");
        var mike = await shop.Agent("Mike");
        var ann = shop.Visitor("Ann");
        var asked = await ann.Says("Do you ship to Norway?");
        var answer = await ann.Hears(SenderType.Bot);
        await mike.TakesOver(ann.ConversationId);
        var mikes = (await mike.Says(ann.ConversationId, "Mike here."))["id"].GetGuid();

        (await mike.Patch(Path(ann, mikes), new { content = "Mike is here." })).Ok();
        (await mike.Patch(Path(ann, answer.Id), new { content = "No." })).Refused(403, "not_permitted");
        (await mike.Delete(Path(ann, answer.Id))).Refused(403, "not_permitted");
        (await shop.Sarah.Patch(Path(ann, mikes), new { content = "Mike is with you." })).Ok();
        (await shop.Sarah.Patch(Path(ann, answer.Id), new { content = "Yes, in a week." })).Ok();
        (await shop.Sarah.Patch(Path(ann, asked.Id), new { content = "I love it." })).Refused(409, "not_allowed_now");
        (await shop.Sarah.Delete(Path(ann, asked.Id))).Refused(409, "not_allowed_now");
        var vera = await shop.Viewer("Vera");
        (await vera.Delete(Path(ann, mikes))).Status.ShouldBe(403);
        var other = await shop.Agent("Olga");
        (await other.Delete(Path(ann, mikes))).Refused(403, "not_permitted");
        (await ann.Screen()).Messages.Select(m => m.Content).ShouldBe(["Do you ship to Norway?", "Yes, in a week.", "Mike is with you."]);
    }

    [Fact]
    public async Task What_cannot_be_changed_is_refused_clearly_and_stays()
    {
        var (shop, ann, said) = await Talk("We open at nine.");
        var bea = shop.Visitor("Bea");
        await bea.Says("Hi");
        var stranger = (await app.Shop()).Sarah;

        (await shop.Sarah.Patch(Path(ann, said), new { content = "  " })).Refused(422, "message_empty");
        (await shop.Sarah.Patch(Path(ann, said), new { content = new string('x', 4001) })).Refused(422, "message_too_long");
        (await shop.Sarah.Patch(Path(ann, said), new { content = 7 })).Status.ShouldBe(400);
        (await shop.Sarah.Patch(Path(ann, said), new { })).Status.ShouldBeInRange(400, 422);
        (await shop.Sarah.Patch(Path(ann, Guid.CreateVersion7()), new { content = "x" })).Refused(404, "message_not_found");
        (await shop.Sarah.Patch($"/api/v1/conversations/{bea.ConversationId}/messages/{said}", new { content = "x" })).Refused(404, "message_not_found");
        (await stranger.Patch(Path(ann, said), new { content = "x" })).Refused(404, "conversation_not_found");
        (await stranger.Delete(Path(ann, said))).Refused(404, "conversation_not_found");
        (await shop.Sarah.Delete(Path(ann, said))).Status.ShouldBe(204);
        (await shop.Sarah.Delete(Path(ann, said))).Refused(409, "already_deleted");
        (await shop.Sarah.Patch(Path(ann, said), new { content = "x" })).Refused(409, "already_deleted");
        await app.Execute("update conversations set status = 'archived' where id = $1", ann.ConversationId);
        (await shop.Sarah.Delete(Path(ann, said))).Refused(409, "not_allowed_now");
    }

    [Fact]
    public async Task Agents_see_how_far_their_words_have_come()
    {
        var (shop, ann, _) = await Talk("Are you there?");
        await using var page = await shop.Sarah.Follows(ann.ConversationId);
        var seq = (await shop.Sarah.Sees(ann.ConversationId)).Seq;
        (await shop.Sarah.Sees(ann.ConversationId)).DeliveredToVisitorSeq.ShouldBe(0, "nobody has fetched it");

        await ann.Connects(seq: 0);
        (await page.Receives("message:delivered")).GetProperty("seq").GetInt64().ShouldBe(seq);
        (await shop.Sarah.Sees(ann.ConversationId)).DeliveredToVisitorSeq.ShouldBe(seq);
        (await shop.Sarah.Sees(ann.ConversationId)).ReadByVisitorSeq.ShouldBe(0);

        (await ann.Does("read", new { conversation_id = ann.ConversationId, seq = 999_999 })).Status.ShouldBe(204);
        (await page.Receives("message:read", f => f.GetProperty("by").GetString() == "customer")).GetProperty("seq").GetInt64().ShouldBe(seq, "there is nothing beyond the last message");
        (await ann.Does("read", new { conversation_id = ann.ConversationId, seq = -5 })).Status.ShouldBe(204);
        (await shop.Sarah.Sees(ann.ConversationId)).ReadByVisitorSeq.ShouldBe(seq);
        var bea = shop.Visitor("Bea");
        await bea.Says("Hi");
        (await bea.Does("read", new { conversation_id = ann.ConversationId, seq = 1 })).Refused(404, "conversation_not_found");
    }

    private static string Path(Visitor visitor, Guid message) => $"/api/v1/conversations/{visitor.ConversationId}/messages/{message}";

    private async Task<(Shop Shop, Visitor Ann, Guid Said)> Talk(string says)
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await shop.Sarah.TakesOver(ann.ConversationId);
        return (shop, ann, (await shop.Sarah.Says(ann.ConversationId, says))["id"].GetGuid());
    }
}
