using System.Net.Http.Headers;
using System.Text;
using Frontdesk.Conversations;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge;

/// <summary>From a file, a text, a CSV or a FAQ to the next visitor's answer.</summary>
public sealed class KnowledgeIsRead(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Shipping = "Parcels to Norway take five working days.";

    [Theory]
    [InlineData("shipping.txt")]
    [InlineData("shipping.md")]
    [InlineData("shipping.pdf")]
    public async Task A_document_answers_visitors_once_it_was_read(string name)
    {
        var shop = await app.Shop();
        var content = name.EndsWith(".pdf", StringComparison.Ordinal) ? SmallPdf.Of(Shipping) : Encoding.UTF8.GetBytes($"# Shipping\n\n{Shipping}\n");

        var source = (await Upload(shop, name, content)).Ok();
        source["status"].GetString().ShouldBe("pending");
        var read = await shop.IsRead(source["id"].GetGuid());
        read["status"].GetString().ShouldBe("completed", read.Text);
        read["passages"].GetInt32().ShouldBe(1);

        await shop.Finds("parcels to Norway", source["id"].GetGuid());
        var ann = shop.Visitor("Ann");
        await ann.Says("Parcels to Norway take how many working days?");
        var answer = await ann.Hears(SenderType.Bot);
        answer.Content.ShouldContain("five working days");
        answer.Sources.Single().Id.ShouldBe(source["id"].GetGuid());
    }

    [Theory]
    [InlineData("fake.pdf", "not a PDF")]
    [InlineData("broken.pdf", "damaged")]
    [InlineData("locked.pdf", "password")]
    [InlineData("blank.pdf", "No text")]
    [InlineData("binary.txt", "not plain text")]
    [InlineData("spaces.txt", "empty")]
    public async Task A_file_that_gives_no_text_says_why(string name, string reason)
    {
        var shop = await app.Shop();
        var content = name switch
        {
            "fake.pdf" => "I am a text"u8.ToArray(),
            "broken.pdf" => "%PDF-1.4\nand then nothing that is one"u8.ToArray(),
            "locked.pdf" => SmallPdf.Locked(),
            "blank.pdf" => SmallPdf.Of(""),
            "binary.txt" => [1, 0, 2, 0, 3],
            _ => " \n\t "u8.ToArray(),
        };

        var read = await shop.IsRead((await Upload(shop, name, content)).Ok()["id"].GetGuid());

        read["status"].GetString().ShouldBe("failed");
        read["error"].GetString()!.ShouldContain(reason);
    }

    [Theory]
    [InlineData("empty.txt", 0, 422, "empty")]
    [InlineData("program.exe", 10, 422, "These can be read")]
    [InlineData("no-ending", 10, 422, "These can be read")]
    [InlineData("much.txt", 11, 422, "larger than 10 MB")]
    [InlineData("much.pdf", 60, 413, "50 MB")]
    public async Task A_file_that_cannot_be_taken_is_refused_at_once(string name, int size, int status, string reason)
    {
        var shop = await app.Shop();
        var refused = await Upload(shop, name, new byte[size > 10 ? size * 1024 * 1024 : size]);
        refused.Status.ShouldBe(status, refused.Text);
        refused.Detail!.ShouldContain(reason);
        (await shop.Sarah.Get($"/api/v1/knowledge-base/documents?chatbot_id={shop.ChatbotId}")).Ok()["data"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task An_old_editors_umlauts_and_a_hostile_name_are_read_well()
    {
        var shop = await app.Shop();
        var source = (await Upload(shop, "../../etc/öffnung\0.txt", Encoding.Latin1.GetBytes("Öffnungszeiten: täglich von neun bis fünf."))).Ok();
        (await shop.IsRead(source["id"].GetGuid()))["status"].GetString().ShouldBe("completed");
        source["filename"].GetString()!.ShouldNotContain("/");
        (await shop.Tests("Öffnungszeiten")).Ok()["results"][0].GetProperty("content").GetString()!.ShouldContain("täglich");
    }

    [Fact]
    public async Task A_deleted_document_answers_no_more()
    {
        var shop = await app.Shop();
        var source = await shop.Documents("Shipping", Shipping);
        await shop.Finds("parcels to Norway", source);

        (await shop.Sarah.Delete($"/api/v1/knowledge-base/documents/{source}")).Status.ShouldBe(204);

        await Eventually.True(async () => (await shop.Tests("parcels to Norway")).Ok()["results"].GetArrayLength() == 0, "the document to be forgotten");
        (await app.Value<long>("select count(*) from passages where source_id = $1", source)).ShouldBe(0);
    }

    [Fact]
    public async Task A_FAQ_that_is_written_changed_or_deleted_changes_the_next_answer()
    {
        var shop = await app.Shop();
        var faq = await shop.Knows("Do you repair boots?", "Yes, for 20 euros.");
        (await Answer(shop, "Do you repair boots?")).ShouldBe("Yes, for 20 euros.");

        (await shop.Sarah.Patch($"/api/v1/knowledge-base/faqs/{faq}", new { question = "Do you repair boots?", answer = "Yes, for 25 euros." })).Ok();
        await Eventually.True(async () => (await shop.Tests("Do you repair boots?")).Ok()["suggested_answer"].GetString() == "Yes, for 25 euros.", "the change to hold");
        (await Answer(shop, "Do you repair boots?")).ShouldBe("Yes, for 25 euros.");

        (await shop.Sarah.Patch($"/api/v1/knowledge-base/faqs/{faq}", new { question = "Do you repair boots?", answer = "Yes, for 25 euros.", status = "inactive" })).Ok();
        await Eventually.True(async () => (await shop.Tests("Do you repair boots?")).Ok()["results"].GetArrayLength() == 0, "the FAQ to rest");
        (await shop.Sarah.Delete($"/api/v1/knowledge-base/faqs/{faq}")).Status.ShouldBe(204);
        (await shop.Sarah.Get($"/api/v1/knowledge-base/faqs/{faq}")).Refused(404, "faq_not_found");
        (await Answer(shop, "Do you repair boots?")).ShouldContain("don't know");
    }

    [Fact]
    public async Task What_a_change_of_a_FAQ_does_not_name_stays()
    {
        var shop = await app.Shop();
        var faq = (await shop.Sarah.Post("/api/v1/knowledge-base/faqs", new
        {
            chatbot_id = shop.ChatbotId,
            question = "Do you repair boots?",
            answer = "Yes.",
            category = "Repairs",
            tags = new[] { "boots" },
            priority = "high",
            status = "draft",
        })).Ok();

        var changed = (await shop.Sarah.Patch($"/api/v1/knowledge-base/faqs/{faq["id"].GetGuid()}", new { answer = "Yes, gladly." })).Ok();

        changed["answer"].GetString().ShouldBe("Yes, gladly.");
        changed["question"].GetString().ShouldBe("Do you repair boots?");
        changed["category"].GetString().ShouldBe("Repairs");
        changed["tags"][0].GetString().ShouldBe("boots");
        changed["priority"].GetString().ShouldBe("high");
        changed["status"].GetString().ShouldBe("draft");
    }

    [Fact]
    public async Task A_CSV_brings_its_good_rows_and_names_the_others()
    {
        var shop = await app.Shop();
        await shop.Knows("Do you repair boots?", "Yes.");
        const string csv = """
            question,answer,category,tags,alternative_questions
            Do you ship to Norway?,"Yes, within five days.",Shipping,"norway,shipping",Norway?|To Norway?
            do you  repair BOOTS?,Only ours.,Repairs,,
            Hi,Too short a question,,,
            What is missing?,,,,
            Do you ship to Norway?,Twice in one file,,,
            """;

        var first = (await Import(shop, csv)).Ok();

        first["imported"].GetInt32().ShouldBe(1);
        first["skipped"].GetInt32().ShouldBe(2);
        first["errors"].EnumerateArray().Select(e => e.GetProperty("row").GetInt32()).ShouldBe([3, 4, 5, 6]);
        (await Answer(shop, "Do you ship to Norway?")).ShouldBe("Yes, within five days.");

        var second = (await Import(shop, csv, overwrite: true)).Ok();
        second["imported"].GetInt32().ShouldBe(3, "of two rows with one question the last one stays");
        await Eventually.True(async () => (await shop.Tests("Do you repair boots?")).Ok()["suggested_answer"].GetString() == "Only ours.", "the overwritten answer");
        (await shop.Sarah.Get($"/api/v1/knowledge-base/faqs?chatbot_id={shop.ChatbotId}")).Ok()["data"].GetArrayLength().ShouldBe(2);
    }

    [Theory]
    [InlineData("", "columns")]
    [InlineData("frage,antwort\nWer?,Ich\n", "columns")]
    [InlineData("\0\0\0", "columns")]
    public async Task A_file_that_is_no_list_of_FAQs_says_what_is_missing(string csv, string reason)
    {
        var refused = (await Import(await app.Shop(), csv)).Refused(422, "file_refused");
        refused.Detail!.ShouldContain(reason);
    }

    [Fact]
    public async Task A_broken_quotation_mark_breaks_its_row_or_the_file_but_nothing_else()
    {
        var shop = await app.Shop();
        var answer = await Import(shop, "question,answer\nWhat is \"this\" here?,A quote inside\nWho are you?,Sarah\nNever \"ends?,\"No end");
        answer.Status.ShouldBeOneOf([200, 422], answer.Text);
        if (answer.Status == 422) answer.Detail!.ShouldContain("quotation marks");
        else answer["errors"].GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_CSV_may_have_the_ten_megabytes_that_are_promised()
    {
        var shop = await app.Shop();
        var rows = string.Concat(Enumerable.Range(0, 3000).Select(n => $"Question number {n}?,{new string('x', 1500)}\n"));
        (await Import(shop, "question,answer\n" + rows)).Ok()["imported"].GetInt32().ShouldBe(3000);
    }

    [Fact]
    public async Task A_test_query_shows_what_would_be_found_and_said()
    {
        var shop = await app.Shop();
        var faq = await shop.Knows("Do you ship to Norway?", "Yes, within five days.");
        await shop.Documents("Repairs", "We repair boots in our workshop.");

        var test = (await shop.Tests("Do you ship to Norway?", topK: 3)).Ok();

        test["results"][0].GetProperty("source_id").GetGuid().ShouldBe(faq);
        test["results"][0].GetProperty("source_type").GetString().ShouldBe("faq");
        test["suggested_answer"].GetString().ShouldBe("Yes, within five days.");
        test["confidence_score"].GetDouble().ShouldBeGreaterThan(0.7);
        (await shop.Tests("x", topK: 0)).Refused(422, "invalid_fields");
        (await shop.Tests("", topK: 5)).Refused(422, "invalid_fields");
        (await shop.Tests("quantum chromodynamics")).Ok()["suggested_answer"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    private static async Task<string> Answer(Shop shop, string question)
    {
        var visitor = shop.Visitor("Ann");
        await visitor.Says(question);
        return (await visitor.Hears(SenderType.Bot)).Content;
    }

    private static async Task<Reply> Upload(Shop shop, string name, byte[] content)
    {
        using var form = Form(shop, content, name, "application/octet-stream");
        return await shop.Sarah.Post("/api/v1/knowledge-base/documents", form);
    }

    private static async Task<Reply> Import(Shop shop, string csv, bool overwrite = false)
    {
        using var form = Form(shop, Encoding.UTF8.GetBytes(csv), "faqs.csv", "text/csv");
        form.Add(new StringContent(overwrite ? "true" : "false"), "overwrite_existing");
        return await shop.Sarah.Post("/api/v1/knowledge-base/faqs/import", form);
    }

    private static MultipartFormDataContent Form(Shop shop, byte[] content, string name, string type)
    {
        var file = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };
        return new MultipartFormDataContent { { file, "file", name }, { new StringContent($"{shop.ChatbotId}"), "chatbot_id" } };
    }
}
