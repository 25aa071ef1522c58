using System.Text;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge;

/// <summary>What can be done with a document or text after it was given, by whom, and by whom not.</summary>
public sealed class SourcesAreKept(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Root = "/api/v1/knowledge-base/documents";

    [Fact]
    public async Task Another_file_takes_its_place_under_the_same_id_and_the_old_one_answers_until_then()
    {
        var shop = await app.Shop();
        var source = (await shop.Reads("prices.txt", "Boots cost 89 euros."u8.ToArray()))["id"].GetGuid();
        await shop.Finds("boots cost", source);

        using (var broken = Uploading.FormOf("prices.pdf", "%PDF-1.4 and no more"u8.ToArray()))
        {
            (await shop.Sarah.Post($"{Root}/{source}/file", broken)).Status.ShouldBe(202);
        }

        (await shop.IsRead(source))["status"].GetString().ShouldBe("failed");
        await shop.Finds("boots cost", source);

        using (var better = Uploading.FormOf("prices-2027.md", "# Prices\n\nBoots cost 95 euros."u8.ToArray()))
        {
            (await shop.Sarah.Post($"{Root}/{source}/file", better)).Ok()["filename"].GetString().ShouldBe("prices-2027.md");
        }

        await Eventually.True(async () => (await shop.Tests("boots cost")).Text.Contains("95 euros", StringComparison.Ordinal), "the new file to be read");
        (await shop.Tests("boots cost")).Text.ShouldNotContain("89 euros");
        (await app.Value<long>("select count(*) from sources where chatbot_id = $1", shop.ChatbotId)).ShouldBe(1);
        Directory.GetFiles(Path.Combine(app.DataFolder, "files", $"{shop.WorkspaceId:N}")).Length.ShouldBe(1, "files that were replaced are removed");
    }

    [Fact]
    public async Task What_is_said_of_a_document_is_taken_with_it_and_can_be_changed()
    {
        var shop = await app.Shop();
        var said = (await shop.Uploads("a.txt", "Boots cost 89 euros."u8.ToArray(), ("metadata", """{"title":"Prices","category":"shop","language":"en","version":"1.0"}"""))).Ok();
        Metadata(said).ShouldBe(("Prices", "shop", "en", "1.0", null));
        var plain = (await shop.Uploads("b.txt", "Laces cost 4 euros."u8.ToArray(), ("title", "Laces"), ("author", "Ann"))).Ok();
        Metadata(plain).ShouldBe(("Laces", null, null, null, "Ann"));

        var id = said["id"].GetGuid();
        Metadata((await shop.Sarah.Patch($"{Root}/{id}", new { version = "2.0", category = "" })).Ok()).ShouldBe(("Prices", null, "en", "2.0", null));
        Metadata((await shop.Sarah.Patch($"{Root}/{id}", new { metadata = new { author = "Sarah" } })).Ok()).ShouldBe(("Prices", null, "en", "2.0", "Sarah"));
        (await shop.Sarah.Patch($"{Root}/{id}", new { title = " " })).Refused(422, "invalid_fields");
        (await shop.Sarah.Patch($"{Root}/{id}", new { language = "the language of the angels" })).Refused(422, "invalid_fields");
        (await shop.Sarah.Patch($"{Root}/{id}", new { content = "not a text" })).Refused(422, "invalid_fields");
        (await shop.Uploads("c.txt", "Words."u8.ToArray(), ("metadata", "[1]"))).Status.ShouldBe(400);
        (await shop.Uploads("c.txt", "Words."u8.ToArray(), ("metadata", $$"""{"title":"{{new string('x', 201)}}"}"""))).Refused(422, "invalid_fields");
    }

    [Fact]
    public async Task A_text_can_be_written_anew()
    {
        var shop = await app.Shop();
        var text = await shop.Documents("Hours", "We open at nine.");
        (await shop.Sarah.Get($"{Root}/{text}")).Ok()["content"].GetString().ShouldBe("We open at nine.");

        (await shop.Sarah.Patch($"{Root}/{text}", new { content = "We open at ten." })).Ok()["status"].GetString().ShouldBe("pending");

        await Eventually.True(async () => (await shop.Tests("when do you open")).Text.Contains("at ten", StringComparison.Ordinal), "the text to be read");
        (await shop.Sarah.Patch($"{Root}/{text}", new { content = "" })).Refused(422, "invalid_fields");
    }

    [Fact]
    public async Task One_or_all_are_read_again()
    {
        var shop = await app.Shop();
        var (one, two) = (await shop.Documents("Hours", "We open at nine."), await shop.Documents("Prices", "Boots cost 89 euros."));
        await app.Execute("delete from passages where chatbot_id = $1", shop.ChatbotId);

        (await shop.Sarah.Post($"{Root}/{one}/reindex")).Status.ShouldBe(202);
        await Eventually.True(async () => await PassagesOf(one) == 1, "one to be read again");
        (await PassagesOf(two)).ShouldBe(0);

        (await shop.Sarah.Post($"{Root}/reindex", new { chatbot_id = shop.ChatbotId })).Ok()["queued"].GetInt32().ShouldBe(2);
        await Eventually.True(async () => await PassagesOf(two) == 1, "the other to be read again");
        (await shop.Sarah.Post($"{Root}/reindex", new { chatbot_id = Guid.NewGuid() })).Refused(404, "chatbot_not_found");
    }

    [Fact]
    public async Task Lists_are_searched_filtered_and_turned_page_by_page()
    {
        var shop = await app.Shop();
        for (var n = 0; n < 5; n++)
        {
            await shop.Documents($"Text {n}", $"Words of text {n}.");
        }

        await shop.Reads("100%_sure.txt", "Sure."u8.ToArray());
        await shop.Reads("broken.pdf", "%PDF-1.4"u8.ToArray());

        (await List(shop, "")).ShouldBe(["broken", "100%_sure", "Text 4", "Text 3", "Text 2", "Text 1", "Text 0"]);
        (await List(shop, "&status=failed")).ShouldBe(["broken"]);
        (await List(shop, "&type=txt")).ShouldBe(["100%_sure"]);
        (await List(shop, "&type=text&q=TEXT%203")).ShouldBe(["Text 3"]);
        (await List(shop, "&q=%25_")).ShouldBe(["100%_sure"], "% and _ are letters");
        (await shop.Sarah.Get($"{Root}?chatbot_id={shop.ChatbotId}&status=lost")).Refused(422, "invalid_fields");
        (await shop.Sarah.Get($"{Root}?chatbot_id={shop.ChatbotId}&limit=0")).Refused(422, "invalid_fields");

        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await shop.Sarah.Get($"{Root}?chatbot_id={shop.ChatbotId}&limit=3&cursor={cursor}")).Ok();
            seen.AddRange(page["data"].EnumerateArray().Select(d => d.GetProperty("title").GetString()!));
            cursor = page["next_cursor"].GetString();
        }

        seen.ShouldBe(await List(shop, ""));
    }

    [Fact]
    public async Task Many_at_once_are_all_read_though_few_at_a_time()
    {
        var shop = await app.Shop();
        var sources = await Task.WhenAll(Enumerable.Range(0, 25).Select(async n => (await shop.Uploads($"{n}.txt", Encoding.UTF8.GetBytes($"Words of text {n}."))).Ok()["id"].GetGuid()));

        foreach (var source in sources)
        {
            (await shop.IsRead(source))["status"].GetString().ShouldBe("completed");
        }

        (await app.Value<long>("select count(*) from passages where chatbot_id = $1", shop.ChatbotId)).ShouldBe(25);
    }

    [Fact]
    public async Task Several_are_deleted_together_and_anothers_are_not()
    {
        var shop = await app.Shop();
        var stranger = await app.Shop("Elsewhere");
        var mine = (await shop.Reads("a.txt", "Boots cost 89 euros."u8.ToArray()))["id"].GetGuid();
        var (kept, theirs) = (await shop.Documents("Hours", "We open at nine."), await stranger.Documents("Hours", "They open at ten."));

        (await shop.Sarah.Post($"{Root}/delete", new { ids = new[] { mine, theirs } })).Ok()["deleted"].GetInt32().ShouldBe(1);

        (await shop.Sarah.Get($"{Root}/{mine}")).Refused(404, "source_not_found");
        (await shop.Sarah.Get($"{Root}/{kept}")).Ok();
        (await stranger.Sarah.Get($"{Root}/{theirs}")).Ok();
        Directory.GetFiles(Path.Combine(app.DataFolder, "files", $"{shop.WorkspaceId:N}")).ShouldBeEmpty();
        (await shop.Sarah.Post($"{Root}/delete", new { ids = Array.Empty<Guid>() })).Refused(422, "invalid_fields");
    }

    [Fact]
    public async Task The_original_comes_back_as_a_download_that_no_browser_runs()
    {
        var shop = await app.Shop();
        var html = "<!doctype html><html><body><main><p>Boots cost 89 euros.</p><script>alert(1)</script></main></body></html>"u8.ToArray();
        var source = (await shop.Reads("page.html", html))["id"].GetGuid();

        foreach (var path in new[] { $"{Root}/{source}/file", $"/knowledge/sources/{source}/file" })
        {
            var file = await shop.Sarah.Get(path);
            file.Text.ShouldBe(Encoding.UTF8.GetString(html));
            file.Headers["Content-Type"].ShouldBe(["application/octet-stream"]);
            file.Headers["Content-Disposition"].Single().ShouldStartWith("attachment");
            file.Headers["X-Content-Type-Options"].ShouldBe(["nosniff"]);
            file.Headers["Content-Security-Policy"].ShouldBe(["sandbox; default-src 'none'"]);
        }

        (await (await app.Shop("Elsewhere")).Sarah.Get($"{Root}/{source}/file")).Refused(404, "source_not_found");
        (await app.Node.Get($"{Root}/{source}/file")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Who_only_looks_may_read_and_download_but_change_nothing()
    {
        var shop = await app.Shop();
        var viewer = await shop.Viewer("Vera");
        var source = (await shop.Reads("a.txt", "Boots cost 89 euros."u8.ToArray()))["id"].GetGuid();

        (await viewer.Get($"{Root}/{source}/passages")).Ok()["data"].GetArrayLength().ShouldBe(1);
        (await viewer.Get($"{Root}/{source}/file")).Status.ShouldBe(200);
        (await viewer.Patch($"{Root}/{source}", new { title = "Mine" })).Status.ShouldBe(403);
        (await viewer.Post($"{Root}/{source}/reindex")).Status.ShouldBe(403);
        (await viewer.Post($"{Root}/delete", new { ids = new[] { source } })).Status.ShouldBe(403);
        (await viewer.Post($"{Root}/reindex", new { chatbot_id = shop.ChatbotId })).Status.ShouldBe(403);
        using var form = Uploading.FormOf("b.txt", "Mine"u8.ToArray());
        (await viewer.Post($"{Root}/{source}/file", form)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task A_long_document_shows_its_passages_page_by_page()
    {
        var shop = await app.Shop();
        var content = string.Concat(Enumerable.Range(0, 12).Select(n => $"# Part {n}\n\n{string.Join(' ', Enumerable.Repeat($"Words of part {n} go on and on.", 100))}\n\n"));
        var source = await shop.Documents("Long", content);

        var first = (await shop.Sarah.Get($"{Root}/{source}/passages?limit=5")).Ok();
        first["data"].GetArrayLength().ShouldBe(5);
        var rest = (await shop.Sarah.Get($"{Root}/{source}/passages?limit=200&cursor={first["next_cursor"].GetInt32()}")).Ok();
        rest["data"][0].GetProperty("ordinal").GetInt32().ShouldBe(5);
        rest["next_cursor"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        rest["data"][0].GetProperty("heading").GetString()!.ShouldStartWith("Part ");
    }

    private Task<long> PassagesOf(Guid source) => app.Value<long>("select count(*) from passages where source_id = $1", source);

    private static async Task<IReadOnlyList<string>> List(Shop shop, string query) =>
        [.. (await shop.Sarah.Get($"{Root}?chatbot_id={shop.ChatbotId}{query}")).Ok()["data"].EnumerateArray().Select(d => d.GetProperty("title").GetString()!)];

    private static (string?, string?, string?, string?, string?) Metadata(Reply source)
    {
        var said = source["metadata"];
        return (Text("title"), Text("category"), Text("language"), Text("version"), Text("author"));

        string? Text(string name) => said.GetProperty(name).GetString();
    }
}
