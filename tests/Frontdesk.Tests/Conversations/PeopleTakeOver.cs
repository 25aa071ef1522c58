using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Conversations;

/// <summary>The word passes from the AI to a person and back, and never to two.</summary>
public sealed class PeopleTakeOver(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task Of_two_agents_who_take_over_at_once_exactly_one_gets_it()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        for (var round = 0; round < 5; round++)
        {
            var ann = shop.Visitor("Ann");
            await ann.Says("Hello");

            var tries = await Task.WhenAll(shop.Sarah.TriesToTakeOver(ann.ConversationId), mike.TriesToTakeOver(ann.ConversationId));

            tries.Count(t => t.Status == 200).ShouldBe(1);
            tries.Single(t => t.Status != 200).Refused(409, "already_taken");
            (await shop.Log(ann.ConversationId)).Count(k => k == EventKind.AgentJoined).ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_takeover_in_the_middle_of_a_streamed_answer_wins()
    {
        await using var provider = await ScriptedOpenAi.Start();
        provider.Answers(string.Concat(Enumerable.Repeat("and another word ", 2000)), TimeSpan.FromMilliseconds(20));
        var shop = await app.Shop();
        await shop.Changes(new { ai_settings = new { provider = "openai", base_url = provider.BaseUrl, model = "gpt-4o-mini", api_key = "sk-test" } });
        var ann = shop.Visitor("Ann");
        await ann.Says("Tell me a long story");
        await ann.Connects();
        await ann.Line!.Receives("message:streaming");

        await shop.Sarah.TakesOver(ann.ConversationId);
        await Eventually.True(async () => await app.Value<long>("select count(*) from jobs where key = $1", $"answer:{ann.ConversationId}") == 0, "the answer to be over");

        await shop.Sarah.Says(ann.ConversationId, "I am here.");
        (await ann.Hears(SenderType.Agent)).Seq.ShouldBe(2);
        (await ann.Screen()).Messages.ShouldAllBe(m => m.Sender.Type != SenderType.Bot);
    }

    [Fact]
    public async Task Only_whoever_handles_it_may_write_return_or_resolve()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        (await mike.TriesToSay(ann.ConversationId, "May I?")).Refused(409, "not_allowed_now");
        await shop.Sarah.TakesOver(ann.ConversationId);

        (await mike.TriesToSay(ann.ConversationId, "May I?")).Refused(409, "not_allowed_now");
        (await mike.Post($"/api/v1/conversations/{ann.ConversationId}/return-to-ai")).Refused(409, "not_yours");
        (await mike.Post($"/api/v1/conversations/{ann.ConversationId}/resolve")).Refused(409, "not_yours");
        (await mike.Sees(ann.ConversationId)).Allowed.Reply.ShouldBeFalse();
        (await shop.Sarah.Sees(ann.ConversationId)).Allowed.Reply.ShouldBeTrue();
    }

    [Fact]
    public async Task A_retry_after_the_word_has_passed_is_told_of_the_first_and_nothing_more()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await shop.Sarah.TakesOver(ann.ConversationId);
        var id = Guid.CreateVersion7();
        var first = (await shop.Sarah.TriesToSay(ann.ConversationId, "With you in a minute.", id)).Ok();
        await shop.Sarah.Returns(ann.ConversationId);

        (await shop.Sarah.TriesToSay(ann.ConversationId, "With you in a minute.", id)).Ok()["seq"].GetInt64().ShouldBe(first["seq"].GetInt64());
        (await shop.Sarah.TriesToSay(ann.ConversationId, "And one more.")).Refused(409, "not_allowed_now");
    }

    [Fact]
    public async Task Nothing_the_customer_writes_to_a_person_is_answered_by_the_AI()
    {
        var shop = await app.Shop();
        await shop.Knows("Do you ship to Norway?", "Yes, within five days.");
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await ann.Hears(SenderType.Bot);
        await shop.Sarah.TakesOver(ann.ConversationId);

        await ann.Says("Do you ship to Norway?");

        (await app.Value<long>("select count(*) from jobs where key = $1", $"answer:{ann.ConversationId}")).ShouldBe(0);
        await shop.Sarah.Returns(ann.ConversationId);
        (await ann.Hears(SenderType.Bot)).Content.ShouldContain("five days", customMessage: "what is open when the AI has the word again is answered");
    }

    [Fact]
    public async Task A_second_question_during_an_answer_is_answered_too()
    {
        await using var provider = await ScriptedOpenAi.Start();
        provider.Answers("The first answer takes its time.", TimeSpan.FromMilliseconds(150));
        provider.Answers("And this is the second.");
        var shop = await app.Shop();
        await shop.Changes(new { ai_settings = new { provider = "openai", base_url = provider.BaseUrl, model = "gpt-4o-mini", api_key = "sk-test" } });
        var ann = shop.Visitor("Ann");
        await ann.Says("Where is my parcel?");
        await ann.Connects();
        await ann.Line!.Receives("message:streaming");

        await ann.Says("And when will it come?");

        (await ann.Hears(SenderType.Bot)).Content.ShouldBe("The first answer takes its time.");
        (await ann.Hears(SenderType.Bot)).Content.ShouldBe("And this is the second.");
    }
}
