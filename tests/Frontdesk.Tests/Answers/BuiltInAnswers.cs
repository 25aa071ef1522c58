using Frontdesk.Answers;
using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Answers;

/// <summary>With no key and no network: exact answers, honest ignorance, and a person in the end.</summary>
public sealed class BuiltInAnswers(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task A_FAQ_answers_in_its_own_words_and_a_document_by_an_exact_quote()
    {
        var shop = await app.Shop();
        var faq = await shop.Knows("Can I return a jacket?", "Within 30 days, **unworn**.");
        const string sentence = "The Ridge backpack weighs exactly 1450 grams.";
        var document = await shop.Documents("Backpacks", $"# Backpacks\n\n## Ridge\n\n{sentence} It is made in Norway.\n");
        await shop.Finds("Ridge backpack weigh", document);
        var ann = shop.Visitor("Ann");

        await ann.Says("Can I return a jacket?");
        var fromFaq = await ann.Hears(SenderType.Bot);
        await ann.Says("How much does the Ridge backpack weigh?");
        var fromDocument = await ann.Hears(SenderType.Bot);

        fromFaq.Content.ShouldBe("Within 30 days, **unworn**.");
        fromFaq.Sources.Single().Id.ShouldBe(faq);
        fromDocument.Content.ShouldContain(sentence);
        fromDocument.Sources.Single().ShouldSatisfyAllConditions(s => s.Id.ShouldBe(document), s => s.N.ShouldBe(1), s => s.Snippet.ShouldContain(sentence));
        await Eventually.True(async () => await app.Value<long>("select used_count from sources where id = $1", faq) == 1, "the use to be counted");
    }

    [Fact]
    public async Task What_nobody_wrote_down_is_not_made_up_and_the_third_time_a_person_is_called()
    {
        var shop = await app.Shop();
        await shop.Knows("Can I return a jacket?", "Within 30 days.");
        var ann = shop.Visitor("Ann");

        await ann.Says("Who won the chess championship?");
        var first = await ann.Hears(SenderType.Bot);
        first.Content.ShouldBe(Wording.Unknown("friendly"));
        first.OfferPerson.ShouldBeTrue();
        first.Sources.ShouldBeEmpty();
        await Counted(ann, 1);
        await ann.Says("Which opening did they choose?");
        await ann.Hears(SenderType.Bot);
        await Counted(ann, 2);
        await ann.Says("How many moves were played?");

        (await ann.Hears(SenderType.Bot)).Content.ShouldBe(Wording.GivingUp);
        (await ann.Notices(EventKind.Escalated)).GetProperty("reason").GetString().ShouldBe("failed_answers");
        (await ann.Screen()).Status.ShouldBe(ConversationStatus.Escalated);
    }

    [Fact]
    public async Task An_answer_in_between_starts_the_count_again()
    {
        var shop = await app.Shop();
        await shop.Knows("Can I return a jacket?", "Within 30 days.");
        var ann = shop.Visitor("Ann");
        await ann.Says("Who won the chess championship?");
        await Counted(ann, 1);

        await ann.Says("Can I return a jacket?");

        await Counted(ann, 0);
    }

    [Fact]
    public async Task Whoever_asks_for_a_person_gets_one_called()
    {
        var ann = (await app.Shop()).Visitor("Ann");
        await ann.Says("I want to talk to a person");

        (await ann.Hears(SenderType.Bot)).Content.ShouldBe(Wording.FetchingPerson);
        (await ann.Notices(EventKind.Escalated)).GetProperty("reason").GetString().ShouldBe("user_request");
    }

    /// <summary>The server died after the words and before the call: the job's next run finds the words and makes the call.</summary>
    [Fact]
    public async Task A_promise_to_fetch_a_person_is_kept_after_a_crash()
    {
        var ann = (await app.Shop()).Visitor("Ann");
        await ann.Says("I want to talk to a person");
        await ann.Notices(EventKind.Escalated);
        await app.Execute($"update conversations set status = 'waiting' where id = '{ann.ConversationId}'");

        await app.Execute($$"""
            insert into jobs (workspace_id, kind, payload, attempts)
            select workspace_id, 'AnswerWithAi', jsonb_build_object('workspace_id', workspace_id, 'conversation_id', id), 1
            from conversations where id = '{{ann.ConversationId}}'
            """);

        await Eventually.True(
            async () => await app.Value<string>($"select status from conversations where id = '{ann.ConversationId}'") == "escalated", "the call for a person");
    }

    [Fact]
    public async Task The_button_calls_a_person_too_and_twice_is_once()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await ann.Hears(SenderType.Bot);

        await ann.AsksForPerson();
        await ann.AsksForPerson();

        (await shop.Log(ann.ConversationId)).Count(k => k == EventKind.Escalated).ShouldBe(1);
        await shop.Sarah.TakesOver(ann.ConversationId);
        await ann.AsksForPerson(); // a person is there already
        (await ann.Screen()).Status.ShouldBe(ConversationStatus.AgentHandling);
    }

    [Fact]
    public async Task With_the_AI_off_every_message_waits_for_a_person()
    {
        var shop = await app.Shop();
        await shop.Changes(new { ai_settings = new { enabled = false } });
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");

        (await ann.Hears(SenderType.Bot)).Content.ShouldBe(Wording.HandingOver);
        await ann.Notices(EventKind.Escalated);
    }

    [Theory]
    [InlineData("Hello!")]
    [InlineData("Thank you")]
    public async Task Small_talk_is_answered_without_sources_or_confidence(string words)
    {
        var ann = (await app.Shop()).Visitor("Ann");
        await ann.Says(words);
        var answer = await ann.Hears(SenderType.Bot);
        answer.ConfidenceScore.ShouldBeNull();
        answer.Sources.ShouldBeEmpty();
        answer.OfferPerson.ShouldBeFalse();
    }

    private Task Counted(Visitor visitor, int failures) => Eventually.True(async () =>
        await app.Value<int>("select failed_answers from conversations where id = $1", visitor.ConversationId) == failures
        && await app.Value<long>("select count(*) from jobs where key = $1", $"answer:{visitor.ConversationId}") == 0, $"{failures} failed answers to be counted");
}
