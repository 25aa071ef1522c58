using Frontdesk.Conversations;
using Frontdesk.Knowledge.Drafts;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Drafts;

/// <summary>From what a person answered to a FAQ that somebody has accepted.</summary>
public sealed class AnswersBecomeDrafts(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Path = "/api/v1/knowledge-base/faq-drafts";
    private const string Question = "Can I bring my dog into your shop?";
    private const string Answer = "Yes, dogs on a leash are welcome in our shop in Tarnholt, and there is water at the door.";

    [Fact]
    public async Task A_resolved_conversation_proposes_its_question_and_the_persons_answer()
    {
        var shop = await app.Shop();
        var conversation = await Settled(shop, Question, $"Hi Ann!\n{Answer}\n\nBest regards,\nSarah");

        var draft = (await Drafts(shop, 1))[0];

        draft.GetProperty("question").GetString().ShouldBe(Question);
        draft.GetProperty("answer").GetString().ShouldBe(Answer);
        draft.GetProperty("conversation_id").GetGuid().ShouldBe(conversation);
        (await shop.Tests(Question)).Ok()["results"].GetArrayLength().ShouldBe(0, "nothing is used before somebody accepts it");
        (await shop.Sarah.Get($"/knowledge/faqs?chatbot_id={shop.ChatbotId}")).Ok().Text.ShouldContain("1 draft");
        (await shop.Sarah.Get($"/knowledge/faqs/drafts?chatbot_id={shop.ChatbotId}")).Ok().Text.ShouldContain($"/inbox/{conversation}");
    }

    [Fact]
    public async Task What_names_or_finds_a_person_is_masked()
    {
        var shop = await app.Shop();
        await Settled(shop, "My name is Vera Lind. Where is my order 88-1234? My mail is vera@mail.test.",
            "Sarah here: your order 88-1234 left today, the parcel to vera@mail.test can be followed under AB1234567, or call +49 170 5556677.");

        var draft = (await Drafts(shop, 1))[0].GetRawText();

        foreach (var personal in new[] { "Vera", "Lind", "88-1234", "vera@mail.test", "AB1234567", "5556677", "Sarah" })
        {
            draft.ShouldNotContain(personal);
        }
    }

    [Fact]
    public async Task Thanks_short_words_and_what_a_FAQ_answers_already_are_not_proposed()
    {
        var shop = await app.Shop();
        await shop.Knows(Question, "Yes, gladly.");
        await Settled(shop, Question, Answer);
        await Settled(shop, "Thank you so much", "You are very welcome, and please come back whenever you like to see more of our boots.");
        await Settled(shop, "Do you paint houses?", "No, sorry.");

        await app.JobsAreDone();

        (await app.Value<long>("select count(*) from faq_drafts where workspace_id = $1", shop.WorkspaceId)).ShouldBe(0);
    }

    [Fact]
    public async Task Resolving_twice_proposes_once_and_what_was_rejected_stays_rejected()
    {
        var shop = await app.Shop();
        var conversation = await Settled(shop, Question, Answer);
        var draft = (await Drafts(shop, 1))[0].GetProperty("id").GetGuid();
        await shop.Sarah.Reopens(conversation);
        await shop.Sarah.Resolves(conversation);
        await app.JobsAreDone();
        (await Drafts(shop, 1)).Count.ShouldBe(1);

        (await shop.Sarah.Post($"{Path}/{draft}/reject")).Status.ShouldBe(204);
        await Settled(shop, "can I bring my dog into your shop", Answer);
        await app.JobsAreDone();

        (await app.Value<long>("select count(*) from faq_drafts where workspace_id = $1", shop.WorkspaceId)).ShouldBe(1);
        (await shop.Sarah.Post($"{Path}/{draft}/accept")).Refused(409, "already_decided");
    }

    [Fact]
    public async Task An_accepted_draft_answers_the_next_visitor_as_it_was_edited()
    {
        var shop = await app.Shop();
        await Settled(shop, Question, Answer);
        var draft = (await Drafts(shop, 1))[0].GetProperty("id").GetGuid();

        var faq = (await shop.Sarah.Post($"{Path}/{draft}/accept", new { answer = "Dogs are welcome on a leash." })).Ok();

        await shop.Finds(Question, faq["id"].GetGuid());
        var ann = shop.Visitor("Ann");
        await ann.Says(Question);
        (await ann.Hears(SenderType.Bot)).Content.ShouldBe("Dogs are welcome on a leash.");
        (await shop.Sarah.Post($"{Path}/{draft}/reject")).Refused(409, "already_decided");
        (await app.Value<long>("select count(*) from sources where workspace_id = $1 and kind = 'faq'", shop.WorkspaceId)).ShouldBe(1);
    }

    [Fact]
    public async Task A_draft_can_become_another_way_of_asking_a_FAQ_of_the_same_chatbot_alone()
    {
        var shop = await app.Shop();
        var pets = await shop.Knows("Are pets allowed at the premises?", "Yes, on a leash.");
        var second = (await shop.Sarah.Post("/api/v1/chatbots", new { name = "Second" })).Ok()["id"].GetGuid();
        var beside = (await shop.Sarah.Post("/api/v1/knowledge-base/faqs", new { chatbot_id = second, question = "Something else?", answer = "Yes." })).Ok()["id"].GetGuid();
        await Settled(shop, Question, Answer);
        var draft = (await Drafts(shop, 1))[0].GetProperty("id").GetGuid();

        (await shop.Sarah.Post($"{Path}/{draft}/merge", new { faq_id = beside })).Refused(404, "faq_not_found");
        (await shop.Sarah.Post($"{Path}/{draft}/merge", new { faq_id = pets })).Ok()["alternative_questions"][0].GetString().ShouldBe(Question);
        (await Drafts(shop, 0)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_chatbot_can_be_told_to_propose_nothing()
    {
        var shop = await app.Shop();
        (await app.Node.Send(HttpMethod.Put, $"{Path}/settings", System.Net.Http.Json.JsonContent.Create(new { chatbot_id = shop.ChatbotId, enabled = false }), shop.Sarah.AccessToken)).Ok();
        await Settled(shop, Question, Answer);
        await app.JobsAreDone();
        (await Drafts(shop, 0)).ShouldBeEmpty();
        (await shop.Sarah.Get($"{Path}/settings?chatbot_id={shop.ChatbotId}")).Ok()["enabled"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Only_those_who_may_edit_the_chatbots_knowledge_review_its_drafts()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        await Settled(shop, Question, Answer);
        var draft = (await Drafts(shop, 1))[0].GetProperty("id").GetGuid();
        var (vera, lena) = (await shop.Viewer("Vera"), await shop.Agent("Lena"));
        await app.Execute("update members set chatbot_ids = '{}' where user_id = $1 and workspace_id = $2", lena.UserId, shop.WorkspaceId);

        (await vera.Get($"{Path}?chatbot_id={shop.ChatbotId}")).Status.ShouldBe(403);
        (await vera.Post($"{Path}/{draft}/accept")).Status.ShouldBe(403);
        foreach (var stranger in new[] { lena, other.Sarah })
        {
            (await stranger.Get($"{Path}?chatbot_id={shop.ChatbotId}")).Refused(404, "chatbot_not_found");
            (await stranger.Post($"{Path}/{draft}/accept")).Refused(404, "draft_not_found");
            (await stranger.Post($"{Path}/{draft}/reject")).Refused(404, "draft_not_found");
        }
    }

    [Fact]
    public async Task A_model_words_a_draft_and_its_failure_leaves_the_persons_words()
    {
        var shop = await app.Shop();
        await using var provider = await ScriptedOpenAi.Start();
        await shop.Changes(new { ai_settings = new { provider = "openai", base_url = provider.BaseUrl, model = "some-model", api_key = "key", enabled = false } });
        provider.Answers("""{"question": "Are dogs allowed in the shop?", "answer": "Yes, dogs on a leash are welcome in our shop in Tarnholt."}""");
        await Settled(shop, Question, Answer + " Write to me at sarah@private.test.");
        (await Drafts(shop, 1))[0].GetProperty("question").GetString().ShouldBe("Are dogs allowed in the shop?");
        provider.Requests[^1].Body.GetRawText().ShouldNotContain("sarah@private.test");

        provider.Fails(500);
        await Settled(shop, "Do you sharpen kitchen knives?", "Yes, we sharpen kitchen knives of any make every Monday in the workshop.");
        (await Drafts(shop, 2)).Select(d => d.GetProperty("question").GetString()).ShouldContain("Do you sharpen kitchen knives?");
    }

    [Theory]
    [InlineData("""{"question": "Are dogs allowed in the shop?", "answer": "Yes, it costs 25 euros a day."}""")]
    [InlineData("""{"question": "Are dogs allowed in the shop?", "answer": "Yes, see https://evil.example/dogs for more."}""")]
    [InlineData("""{"question": "Can I bring my dog into your shop?", "answer": "Yes, dogs on a leash are welcome in our shop in Tarnholt for 25 euros."}""")]
    [InlineData("""{"question": "Dogs", "answer": "Yes, they are welcome."}""")]
    [InlineData("""{"question": "Do you sharpen kitchen knives?", "answer": "Certainly, every Monday, while you wait."}""")]
    [InlineData("Of course! Here is your FAQ.")]
    [InlineData("{broken")]
    public void A_model_that_invents_or_babbles_is_not_believed(string reply) =>
        DraftWording.Taken(reply, new Exchange(Guid.Empty, Question, Answer)).ShouldBeNull();

    private static async Task<Guid> Settled(Shop shop, string question, string answer)
    {
        var ann = shop.Visitor("Ann");
        await ann.Says(question);
        await shop.Sarah.TakesOver(ann.ConversationId);
        await shop.Sarah.Says(ann.ConversationId, answer);
        await shop.Sarah.Resolves(ann.ConversationId);
        return ann.ConversationId;
    }

    private static async Task<IReadOnlyList<System.Text.Json.JsonElement>> Drafts(Shop shop, int count)
    {
        var found = await Eventually.Find(async () => (await shop.Sarah.Get($"{Path}?chatbot_id={shop.ChatbotId}")).Ok() is var drafts && drafts["data"].GetArrayLength() >= count ? drafts : null, "the drafts");
        return [.. found["data"].EnumerateArray()];
    }
}
