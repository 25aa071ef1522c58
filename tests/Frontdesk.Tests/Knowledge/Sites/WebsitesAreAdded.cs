using System.Text.RegularExpressions;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Sites;

/// <summary>What may be added as a website, by whom, and what it begins with.</summary>
public sealed partial class WebsitesAreAdded(CrawlingApp app) : IClassFixture<CrawlingApp>
{
    [Theory]
    [InlineData("ftp://example.com"), InlineData("nonsense"), InlineData(""), InlineData("https://user:pass@example.com"), InlineData("javascript:alert(1)"), InlineData("https://"), InlineData("file:///etc/passwd")]
    public async Task What_is_no_address_of_a_website_is_refused_in_words(string url)
    {
        var refused = (await (await app.Shop()).TriesToAdd(url)).Refused(422, "invalid_fields");
        refused["errors"].GetProperty("url").GetString()!.ShouldContain("address");
    }

    [Fact]
    public async Task A_private_address_is_refused_at_the_form_and_never_followed()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.", "/in").Redirects("/in", "http://10.0.0.1/");
        var shop = await app.Shop();
        foreach (var address in new[] { "http://10.0.0.1/", "http://169.254.169.254/latest/meta-data", "http://[::1]/", "http://0x0a000001/" })
        {
            var refused = await shop.TriesToAdd(address);
            refused.Refused(422, "invalid_fields");
            refused["errors"].GetProperty("url").GetString()!.ShouldContain("private network");
        }

        var site = await shop.Reads(web.Origin, new { follow_external_links = true });
        await shop.Answers(site, web, "/");
        (await shop.Pages(site, web)).Values.ShouldContain(p => (p.Reason() ?? "").Contains("robots.txt could not be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_that_break_a_rule_are_refused_in_words_and_a_website_is_added_once()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.");
        var shop = await app.Shop();
        foreach (var settings in new object[] { new { max_pages = 0 }, new { max_pages = 501 }, new { max_depth = 11 }, new { include_patterns = new[] { "docs" } }, new { exclude_patterns = Enumerable.Repeat(0, 51).Select((_, n) => $"/{n}").ToArray() } })
        {
            (await shop.TriesToAdd(web.Origin, settings)).Refused(422, "invalid_fields");
        }

        (await shop.TriesToAdd(web.Origin, schedule: new { timezone = "Mars/Olympus" })).Refused(422, "invalid_fields");
        (await shop.TriesToAdd(web.Origin, schedule: new { time = "25:00" })).Refused(422, "invalid_fields");
        (await shop.TriesToAdd(web.Origin, new { max_pages = "many" })).Status.ShouldBe(400);
        (await shop.TriesToAdd(web.Origin, schedule: new { frequency = "hourly" })).Status.ShouldBe(400);
        await shop.Reads(web.Origin);
        (await shop.TriesToAdd(web.Origin + "/#again")).Refused(409, "site_exists");
    }

    [Fact]
    public async Task A_new_websites_schedule_goes_by_the_clock_of_whoever_adds_it()
    {
        var shop = await app.Shop();
        var path = $"/knowledge/sites/new?chatbot_id={shop.ChatbotId}";
        (await Zone(shop, path)).ShouldBe("UTC", "where nobody has said another");

        (await shop.Sarah.Patch("/api/v1/me", new { timezone = "Europe/Vienna" })).Ok();

        (await Zone(shop, path)).ShouldBe("Europe/Vienna");
    }

    [Fact]
    public async Task A_website_belongs_to_its_company_alone()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Only ours.");
        var (shop, other) = (await app.Shop(), await app.Shop());
        var site = await shop.Reads(web.Origin);
        foreach (var path in new[] { "", "/pages" })
        {
            (await other.Sarah.Get($"/api/v1/knowledge-base/urls/{site}{path}")).Refused(404, "site_not_found");
        }

        (await other.Sarah.Post($"/api/v1/knowledge-base/urls/{site}/crawl")).Refused(404, "site_not_found");
        (await other.Sarah.Post($"/api/v1/knowledge-base/urls/{site}/cancel")).Refused(404, "site_not_found");
        (await other.Sarah.Patch($"/api/v1/knowledge-base/urls/{site}", new { })).Refused(404, "site_not_found");
        (await other.Sarah.Delete($"/api/v1/knowledge-base/urls/{site}")).Refused(404, "site_not_found");
        (await other.Finds("only ours")).ShouldBeFalse();
        (await shop.Sarah.Delete($"/api/v1/knowledge-base/urls/{site}")).Status.ShouldBe(204);
        (await app.Value<long>("select count(*) from sources where site_id = $1", site)).ShouldBe(0);
    }

    private static async Task<string> Zone(Shop shop, string path) => ZoneField().Match((await shop.Sarah.Get(path)).Ok().Text).Groups[1].Value;

    [GeneratedRegex("name=\"timezone\"[^>]* value=\"([^\"]*)\"")]
    private static partial Regex ZoneField();
}
