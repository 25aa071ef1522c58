using System.Net.Http.Headers;
using System.Text;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Faqs;

/// <summary>FAQs as spreadsheets save and open them.</summary>
public sealed class FaqsTravelAsCsv(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Faqs = "/api/v1/knowledge-base/faqs";
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static TheoryData<string, byte[]> Spreadsheets()
    {
        static string Rows(char between) => $"question{between}answer{between}category\r\nÖffnungszeiten heute?{between}Täglich – 9 bis 17 Uhr.{between}Läden\r\n";
        return new()
        {
            { "UTF-8", Encoding.UTF8.GetBytes(Rows(',')) },
            { "UTF-8 with a mark, semicolons", [0xef, 0xbb, 0xbf, .. Encoding.UTF8.GetBytes(Rows(';'))] },
            { "Windows-1252, semicolons", Windows.GetBytes(Rows(';')) },
            { "UTF-16, tabs", [0xff, 0xfe, .. Encoding.Unicode.GetBytes(Rows('\t'))] },
            { "UTF-16 without a mark", Encoding.Unicode.GetBytes(Rows('\t')) },
            { "UTF-16 big-endian", [0xfe, 0xff, .. Encoding.BigEndianUnicode.GetBytes(Rows('\t'))] },
        };
    }

    [Theory]
    [MemberData(nameof(Spreadsheets))]
    public async Task A_file_is_read_however_a_spreadsheet_saved_it(string how, byte[] file)
    {
        var shop = await app.Shop();
        (await Import(shop, file)).Ok()["imported"].GetInt32().ShouldBe(1, how);
        var faq = (await All(shop)).Single();
        faq.ShouldContain("Öffnungszeiten heute?");
        faq.ShouldContain("Täglich – 9 bis 17 Uhr.");
        faq.ShouldContain("Läden");
    }

    [Fact]
    public async Task What_is_exported_and_imported_again_is_the_same()
    {
        var (shop, copy) = (await app.Shop(), await app.Shop("Copy"));
        string[] awkward = ["=1+1 is what?", "'=quoted already", "''+twice", "-5 degrees, is it cold?", "@home or not?", "He said \"no\", did he?", "Mit; Semikolon | und Strich?", @"Back\slash | and \| both?", "＝wide equals?", "Plain question?"];
        foreach (var question in awkward)
        {
            (await shop.Sarah.Post(Faqs, new
            {
                chatbot_id = shop.ChatbotId,
                question,
                answer = $"{question}\n\n- a list\n- =of things",
                category = "=Category",
                tags = new[] { "@tag", "plain" },
                alternative_questions = new[] { question + " again", "a|b", @"c\d", "=e" },
                priority = "high",
                status = "inactive",
                metadata = new { related_urls = new[] { "https://shop.example/a?b=c,d", "https://shop.example/e" } },
            })).Ok();
        }

        var exported = await Export(shop);
        (await Import(copy, Encoding.UTF8.GetBytes(exported))).Ok()["imported"].GetInt32().ShouldBe(awkward.Length);

        (await All(copy)).ShouldBe(await All(shop));
        (await Export(copy)).Split('\n').Order().ShouldBe(exported.Split('\n').Order());
    }

    [Fact]
    public async Task An_exported_cell_is_never_a_formula()
    {
        var shop = await app.Shop();
        (await shop.Sarah.Post(Faqs, new { chatbot_id = shop.ChatbotId, question = "=HYPERLINK(\"http://evil.example\",\"Click\")", answer = "+1 | @SUM(1)", tags = new[] { "-2" }, category = "\t=1" })).Ok();

        var cells = (await Export(shop)).Split("\r\n")[1];

        cells.ShouldStartWith("\"'=HYPERLINK");
        cells.ShouldContain(",'+1 ");
        cells.ShouldContain(",'-2");
        cells.Split(',').Where(cell => cell.TrimStart('"') is ['=' or '+' or '-' or '@', ..]).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_filter_chooses_what_is_exported_and_others_get_nothing()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        await shop.Knows("Do you ship to Norway?", "Yes.");
        await shop.Knows("Can I return it?", "Yes.");

        (await Export(shop, "&q=norway")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        (await other.Sarah.Get($"{Faqs}/export?chatbot_id={shop.ChatbotId}")).Refused(404, "chatbot_not_found");
        (await other.Sarah.Get($"/knowledge/faqs/export?chatbot_id={shop.ChatbotId}")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Rows_that_are_wrong_are_named_with_their_numbers_and_the_others_kept()
    {
        var shop = await app.Shop();
        const string csv = "question,answer,priority,status\nFirst question?,Yes.,high,draft\nSecond question?,Yes.,urgent,\nThird question?,Yes.,,asleep\nfirst  QUESTION?,Again.,,\n";

        var result = (await Import(shop, Encoding.UTF8.GetBytes(csv))).Ok();

        result["imported"].GetInt32().ShouldBe(1);
        result["skipped"].GetInt32().ShouldBe(1);
        result["errors"].EnumerateArray().Select(e => e.GetProperty("row").GetInt32()).ShouldBe([3, 4, 5]);
        (await All(shop)).Single().ShouldContain("draft");
    }

    [Fact]
    public async Task Overwriting_keeps_what_the_file_has_no_column_for()
    {
        var shop = await app.Shop();
        (await shop.Sarah.Post(Faqs, new { chatbot_id = shop.ChatbotId, question = "Can I return it?", answer = "Yes.", category = "Returns", tags = new[] { "kept" }, priority = "high" })).Ok();

        (await Import(shop, "question,answer\nCan I return it?,Within 30 days.\n"u8.ToArray(), overwrite: true)).Ok()["imported"].GetInt32().ShouldBe(1);

        var faq = (await All(shop)).Single();
        faq.ShouldContain("Within 30 days.");
        faq.ShouldContain("Returns");
        faq.ShouldContain("kept");
        faq.ShouldContain("high");
    }

    [Fact]
    public async Task Imported_or_overwritten_a_FAQ_is_kept_as_one_that_was_written_by_hand()
    {
        var (written, imported, overwritten) = (await app.Shop(), await app.Shop("Imported"), await app.Shop("Overwritten"));
        (await written.Sarah.Post(Faqs, new
        {
            chatbot_id = written.ChatbotId,
            question = "Can I return it?",
            answer = "Within 30 days.\n\n- unworn 👢",
            category = "Returns",
            tags = new[] { "a", "b" },
            alternative_questions = new[] { "May I send it back?", "Zurück?" },
            priority = "high",
            status = "inactive",
            metadata = new { related_urls = new[] { "https://shop.example/returns" } },
        })).Ok();
        var csv = Encoding.UTF8.GetBytes(await Export(written));

        (await Import(imported, csv)).Ok();
        (await overwritten.Sarah.Post(Faqs, new { chatbot_id = overwritten.ChatbotId, question = "Can I return it?", answer = "No." })).Ok();
        (await Import(overwritten, csv, overwrite: true)).Ok();

        (await Kept(imported)).ShouldBe(await Kept(written));
        (await Kept(overwritten)).ShouldBe(await Kept(written));
        (await app.Value<Guid>("select created_by from sources where chatbot_id = $1", imported.ChatbotId)).ShouldBe(await imported.MemberId(imported.Sarah));
    }

    [Fact]
    public async Task What_was_overwritten_answers_at_once_and_a_question_that_stands_twice_is_kept_once()
    {
        var shop = await app.Shop();
        await shop.Knows("Do you ship to Norway?", "Yes, gladly.");

        (await Import(shop, "question,answer\nDo you ship to Norway?,No longer.\nDo you sell laces?,Brown ones.\ndo you sell LACES?,Black ones.\n"u8.ToArray(), overwrite: true)).Ok()["imported"].GetInt32().ShouldBe(3);

        await Eventually.True(async () => (await shop.Tests("Do you ship to Norway?")).Text.Contains("No longer.", StringComparison.Ordinal), "the new answer");
        (await All(shop)).Count.ShouldBe(2);
        (await shop.Tests("Do you sell laces?")).Text.ShouldContain("Black ones.");
    }

    [Fact]
    public async Task Columns_with_other_names_are_chosen_by_hand_and_shown_before()
    {
        var shop = await app.Shop();
        var file = "frage;antwort\nWo seid ihr?;In Tarnholt.\n"u8.ToArray();

        var preview = await Send(shop, "/knowledge/faqs/import/preview", file);
        preview.Text.ShouldContain("frage");
        preview.Text.ShouldContain("In Tarnholt.");
        preview.Text.ShouldContain("semicolons");
        (await All(shop)).ShouldBeEmpty("nothing is taken before it is asked for");

        (await Import(shop, file)).Refused(422, "file_refused");
        (await Import(shop, file, false, ("column_question", "0"), ("column_answer", "1"))).Ok()["imported"].GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Two_thousand_FAQs_are_imported_at_once_and_more_than_twenty_thousand_are_refused()
    {
        var shop = await app.Shop();
        (await Import(shop, Many(2_000))).Ok()["imported"].GetInt32().ShouldBe(2_000);
        (await shop.Sarah.Get($"/knowledge/faqs?chatbot_id={shop.ChatbotId}&q=1999")).Ok().Text.ShouldContain("1 of 2,000 FAQs");
        (await Import(shop, Many(20_001))).Refused(422, "file_refused");
    }

    /// <summary>The only FAQ as it stands in the table, without what is its own: whose it is, and when it came.</summary>
    private Task<string> Kept(Shop shop) => app.Value<string>(
        "select (to_jsonb(s) - array['id', 'workspace_id', 'chatbot_id', 'created_by', 'created_at', 'updated_at', 'stamp'])::text from sources s where chatbot_id = $1", shop.ChatbotId);

    private static byte[] Many(int count)
    {
        var csv = new StringBuilder("question,answer,category,tags\n");
        for (var n = 0; n < count; n++)
        {
            csv.Append(System.Globalization.CultureInfo.InvariantCulture, $"How does thing number {n} work?,\"It works like thing number {n}, only better.\",Category {n % 20},\"tag{n % 50},things\"\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static async Task<List<string>> All(Shop shop) =>
        [.. (await shop.Sarah.Get($"{Faqs}?chatbot_id={shop.ChatbotId}&limit=200&sort=question")).Ok()["data"].EnumerateArray().Select(f => string.Join(" ¦ ",
            f.GetProperty("question"), f.GetProperty("answer"), f.GetProperty("alternative_questions").GetRawText(), f.GetProperty("category"), f.GetProperty("tags").GetRawText(), f.GetProperty("priority"), f.GetProperty("status"),
            f.GetProperty("metadata").GetProperty("related_urls").GetRawText()))];

    private static async Task<string> Export(Shop shop, string filter = "") => (await shop.Sarah.Get($"{Faqs}/export?chatbot_id={shop.ChatbotId}{filter}")).Text.TrimStart('\ufeff');

    private static Task<Reply> Import(Shop shop, byte[] csv, bool overwrite = false, params (string Name, string Value)[] fields) =>
        Send(shop, $"{Faqs}/import", csv, [("overwrite_existing", overwrite ? "true" : "false"), .. fields]);

    private static async Task<Reply> Send(Shop shop, string path, byte[] csv, params (string Name, string Value)[] fields)
    {
        var file = new ByteArrayContent(csv) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        using var form = new MultipartFormDataContent { { file, "file", "faqs.csv" }, { new StringContent($"{shop.ChatbotId}"), "chatbot_id" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        return await shop.Sarah.Post(path, form);
    }
}
