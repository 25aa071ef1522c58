using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Faqs;

/// <summary>Writing FAQs, finding them among many, and doing one thing to many of them.</summary>
public sealed class FaqsAreKept(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Faqs = "/api/v1/knowledge-base/faqs";

    [Fact]
    public async Task A_FAQ_leads_to_documents_and_pages_and_says_who_wrote_it()
    {
        var shop = await app.Shop();
        var document = await shop.Documents("Returns", "Returns are free within 30 days.");
        var faq = (await shop.Sarah.Post(Faqs, new
        {
            chatbot_id = shop.ChatbotId,
            question = "Can I return it?",
            answer = "Yes.",
            metadata = new { related_docs = new[] { document }, related_urls = new[] { "https://shop.example/returns" } },
        })).Ok();

        faq["metadata"].GetProperty("related_docs")[0].GetGuid().ShouldBe(document);
        faq["metadata"].GetProperty("related_urls")[0].GetString().ShouldBe("https://shop.example/returns");
        faq["created_by"].GetGuid().ShouldBe(await shop.MemberId(shop.Sarah));
        faq["usage_count"].GetInt64().ShouldBe(0);
        (await Page(shop, $"/knowledge/faqs/{faq["id"].GetGuid()}")).ShouldContain("https://shop.example/returns");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://shop.example@evil.example/")]
    [InlineData("not an address")]
    public async Task A_FAQ_leads_to_web_pages_alone(string address)
    {
        var shop = await app.Shop();
        (await shop.Sarah.Post(Faqs, new { chatbot_id = shop.ChatbotId, question = "Can I return it?", answer = "Yes.", metadata = new { related_urls = new[] { address } } })).Refused(422, "invalid_fields");
    }

    [Fact]
    public async Task A_document_of_another_chatbot_or_company_cannot_be_named()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var foreign = await other.Documents("Secret", "Their secret.");
        var second = (await shop.Sarah.Post("/api/v1/chatbots", new { name = "Second" })).Ok()["id"].GetGuid();
        var beside = (await shop.Sarah.Post("/api/v1/knowledge-base/texts", new { chatbot_id = second, title = "Beside", content = "Beside." })).Ok()["id"].GetGuid();
        foreach (var document in new[] { foreign, beside, Guid.CreateVersion7() })
        {
            (await shop.Sarah.Post(Faqs, new { chatbot_id = shop.ChatbotId, question = "Can I return it?", answer = "Yes.", metadata = new { related_docs = new[] { document } } })).Refused(422, "invalid_fields");
        }
    }

    [Fact]
    public async Task A_draft_may_wait_for_its_answer_and_answers_nobody()
    {
        var shop = await app.Shop();
        var draft = (await shop.Sarah.Post(Faqs, new { chatbot_id = shop.ChatbotId, question = "Do you repair boots?", answer = "", status = "draft" })).Ok()["id"].GetGuid();
        (await shop.Sarah.Post(Faqs, new { chatbot_id = shop.ChatbotId, question = "Do you repair shoes?", answer = "" })).Refused(422, "invalid_fields");
        (await shop.Sarah.Patch($"{Faqs}/{draft}", new { status = "active" })).Refused(422, "invalid_fields");
        (await shop.Tests("Do you repair boots?")).Ok()["results"].GetArrayLength().ShouldBe(0);

        (await shop.Sarah.Patch($"{Faqs}/{draft}", new { status = "active", answer = "Yes." })).Ok();
        await shop.Finds("Do you repair boots?", draft);
    }

    [Fact]
    public async Task Many_FAQs_are_searched_filtered_sorted_and_paged()
    {
        var shop = await app.Shop();
        await Write(shop, "Do you ship to Norway?", "Within five days.", "Shipping", ["norway"]);
        await Write(shop, "Do you ship to Spain?", "Within 100% of a week.", "Shipping", ["spain"]);
        await Write(shop, "Can I return it?", "Yes.", null, ["returns"], "inactive");

        (await Titles(shop, "sort=question")).ShouldBe(["Can I return it?", "Do you ship to Norway?", "Do you ship to Spain?"]);
        (await Titles(shop, "q=norway")).ShouldBe(["Do you ship to Norway?"]);
        (await Titles(shop, "q=100%25")).ShouldBe(["Do you ship to Spain?"], "a percent sign is a letter like others");
        (await Titles(shop, "q=%25%25")).ShouldBeEmpty();
        (await Titles(shop, "category=Shipping&tag=spain")).ShouldBe(["Do you ship to Spain?"]);
        (await Titles(shop, "category=-")).ShouldBe(["Can I return it?"]);
        (await Titles(shop, "status=inactive")).ShouldBe(["Can I return it?"]);
        (await Titles(shop, "sort=question&limit=2&page=2")).ShouldBe(["Do you ship to Spain?"]);

        var list = (await shop.Sarah.Get($"{Faqs}?chatbot_id={shop.ChatbotId}&limit=2")).Ok();
        list["pagination"].GetProperty("total").GetInt32().ShouldBe(3);
        list["pagination"].GetProperty("total_pages").GetInt32().ShouldBe(2);
        list["counts"].GetProperty("categories").EnumerateArray().Select(c => (c.GetProperty("name").GetString(), c.GetProperty("count").GetInt32())).ShouldBe([("Shipping", 2), (null, 1)]);
        (await shop.Sarah.Get($"{Faqs}?chatbot_id={shop.ChatbotId}&limit=0")).Status.ShouldBe(400);
        (await Page(shop, $"/knowledge/faqs?chatbot_id={shop.ChatbotId}&q=norway")).ShouldContain("1 of 3 FAQs");
    }

    [Fact]
    public async Task Many_FAQs_are_changed_together_and_no_others()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var norway = await Write(shop, "Do you ship to Norway?", "Yes.");
        var spain = await Write(shop, "Do you ship to Spain?", "Yes.");
        var foreign = await Write(other, "Do you ship to Mars?", "No.");

        (await Bulk(shop, "deactivate", [norway, foreign])).Ok()["changed"].GetInt32().ShouldBe(1);
        (await Bulk(shop, "set_category", [spain], "Shipping")).Ok()["changed"].GetInt32().ShouldBe(1);
        (await Titles(shop, "status=inactive")).ShouldBe(["Do you ship to Norway?"]);
        (await Titles(shop, "category=Shipping")).ShouldBe(["Do you ship to Spain?"]);
        (await Titles(other, "status=active")).ShouldBe(["Do you ship to Mars?"]);

        (await shop.Sarah.Post($"{Faqs}/bulk", new { chatbot_id = shop.ChatbotId, action = "delete", filter = new { q = "spain" } })).Ok()["changed"].GetInt32().ShouldBe(1);
        (await Titles(shop, "")).ShouldBe(["Do you ship to Norway?"]);
        (await Bulk(shop, "explode", [norway])).Refused(422, "invalid_fields");
        (await shop.Sarah.Post($"{Faqs}/bulk", new { chatbot_id = shop.ChatbotId, action = "delete" })).Refused(422, "invalid_fields");
        (await shop.Sarah.Post($"{Faqs}/bulk", new { chatbot_id = other.ChatbotId, action = "delete", ids = new[] { foreign } })).Refused(404, "chatbot_not_found");
    }

    [Fact]
    public async Task A_question_that_was_tried_becomes_another_way_of_asking()
    {
        var shop = await app.Shop();
        var faq = await shop.Knows("Do you repair boots?", "Yes.");

        (await shop.Sarah.Post($"{Faqs}/{faq}/phrasings", new { question = "Can my footwear be mended?" })).Ok()["alternative_questions"].GetArrayLength().ShouldBe(1);
        (await shop.Sarah.Post($"{Faqs}/{faq}/phrasings", new { question = "can my  FOOTWEAR be mended?" })).Ok()["alternative_questions"].GetArrayLength().ShouldBe(1, "it is known already");

        await Eventually.True(async () => (await shop.Tests("Can my footwear be mended?")).Ok()["suggested_answer"].GetString() == "Yes.", "the phrasing to be found");
    }

    [Fact]
    public async Task A_tried_question_shows_passages_with_their_words_marked_and_nothing_of_theirs_runs()
    {
        var shop = await app.Shop();
        await shop.Knows("Do you repair <b>boots</b>?", "We repair boots <script>alert(1)</script> in our workshop.");

        var page = await Page(shop, $"/knowledge/test?chatbot_id={shop.ChatbotId}&query=repair%20boots");

        page.ShouldContain("<mark>repair</mark>");
        page.ShouldNotContain("<script>alert(1)");
        page.ShouldNotContain("<b>boots</b>");
        var test = (await shop.Tests("repair boots")).Ok();
        test["threshold"].GetDouble().ShouldBe(0.7);
        test["results"][0].GetProperty("metadata").GetProperty("title").GetString().ShouldBe("Do you repair <b>boots</b>?");
        (await shop.Tests("quantum chromodynamics")).Ok()["outcome"].GetString().ShouldBe("admit_ignorance");
    }

    [Fact]
    public async Task Synonyms_are_each_chatbots_own()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var put = await Put(shop, "/api/v1/knowledge-base/synonyms", new { chatbot_id = shop.ChatbotId, synonyms = new[] { new[] { "Sofa", " couch ", "sofa" } } });
        put.Ok()["synonyms"][0].EnumerateArray().Select(w => w.GetString()).ShouldBe(["sofa", "couch"]);

        (await shop.Sarah.Get($"/api/v1/knowledge-base/synonyms?chatbot_id={shop.ChatbotId}")).Ok()["synonyms"].GetArrayLength().ShouldBe(1);
        (await other.Sarah.Get($"/api/v1/knowledge-base/synonyms?chatbot_id={shop.ChatbotId}")).Refused(404, "chatbot_not_found");
        (await Put(other, "/api/v1/knowledge-base/synonyms", new { chatbot_id = shop.ChatbotId, synonyms = new[] { new[] { "a", "b" } } })).Refused(404, "chatbot_not_found");
        (await Put(shop, "/api/v1/knowledge-base/synonyms", new { chatbot_id = shop.ChatbotId, synonyms = new[] { new[] { "alone" } } })).Refused(422, "invalid_fields");
        (await Put(shop, "/api/v1/knowledge-base/synonyms", new { chatbot_id = shop.ChatbotId, synonyms = Enumerable.Repeat(new[] { "sofa", "couch" }, 501) })).Refused(422, "invalid_fields");
    }

    private static Task<Reply> Put(Shop shop, string path, object body) => shop.App.Node.Send(HttpMethod.Put, path, System.Net.Http.Json.JsonContent.Create(body), shop.Sarah.AccessToken);

    private static Task<Reply> Bulk(Shop shop, string action, Guid[] ids, string? category = null) => shop.Sarah.Post($"{Faqs}/bulk", new { chatbot_id = shop.ChatbotId, action, ids, category });

    private static async Task<string> Page(Shop shop, string path) => (await shop.Sarah.Get(path)).Ok().Text;

    private static async Task<Guid> Write(Shop shop, string question, string answer, string? category = null, string[]? tags = null, string status = "active") =>
        (await shop.Sarah.Post(Faqs, new { chatbot_id = shop.ChatbotId, question, answer, category, tags, status })).Ok()["id"].GetGuid();

    private static async Task<string?[]> Titles(Shop shop, string query) =>
        [.. (await shop.Sarah.Get($"{Faqs}?chatbot_id={shop.ChatbotId}&{query}")).Ok()["data"].EnumerateArray().Select(f => f.GetProperty("question").GetString())];
}
