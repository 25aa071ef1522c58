using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Sites;

/// <summary>What a crawl reaches, and what it does not.</summary>
public sealed class WebsitesAreRead(CrawlingApp app) : IClassFixture<CrawlingApp>
{
    [Fact]
    public async Task A_website_answers_with_its_pages_once_it_was_read()
    {
        await using var web = (await ScriptedSite.Start())
            .Page("/", "We are Tarnholt.", "/shipping", "/returns/", "mailto:a@b.c", "/logo.png", "#top")
            .Page("/shipping", "Parcels to Norway take five working days.", "/", "/returns?utm_source=menu")
            .Page("/returns/", "Boots come back within thirty days.");
        var shop = await app.Shop();
        await using var line = await shop.Sarah.Connects();

        var added = (await shop.TriesToAdd(web.Origin)).Ok();
        added["status"].GetString().ShouldBe("crawling");
        added["crawl_job_id"].GetGuid().ShouldNotBe(Guid.Empty);
        var id = added["id"].GetGuid();
        var completed = await line.Receives("crawl:completed", data => data.GetProperty("source_id").GetGuid() == id);

        completed.GetProperty("pages_found").GetInt32().ShouldBe(3);
        completed.GetProperty("pages_processed").GetInt32().ShouldBe(3);
        completed.GetProperty("chunks_created").GetInt32().ShouldBe(3);
        line.All.ShouldContain(f => f.Event == "crawl:progress" && f.Data.GetProperty("current_url").GetString()!.StartsWith(web.Origin, StringComparison.Ordinal));
        var site = await shop.Site(id);
        site["status"].GetString().ShouldBe("completed");
        await shop.Answers(id, web, "/", "/shipping", "/returns/");
        web.Asked("/returns/").ShouldBe(1);
        web.Asked("/returns").ShouldBe(0);
        web.Requests.ShouldAllBe(r => r.Headers["User-Agent"].StartsWith("FrontdeskBot/1.0 (+http", StringComparison.Ordinal));
        await shop.FindsSoon("parcels to Norway");
        var shipping = (await shop.Pages(id, web))["/shipping"];
        shipping.GetProperty("title").GetString().ShouldBe("/shipping");
        (await shop.Tests("parcels to Norway")).Ok()["results"][0].GetProperty("source_id").GetGuid().ShouldBe(shipping.GetProperty("source_id").GetGuid());
        (await shop.Sarah.Get($"/api/v1/knowledge-base/documents?chatbot_id={shop.ChatbotId}")).Ok()["data"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Robots_txt_keeps_pages_to_itself_and_may_be_set_aside()
    {
        await using var web = (await ScriptedSite.Start())
            .Html("/robots.txt", "User-agent: otherbot\nDisallow: /\n\nUser-agent: frontdeskbot\nDisallow: /private\nAllow: /private/open$\nDisallow: /*.html\n\nUser-agent: *\nDisallow: /", "text/plain")
            .Page("/", "Home of all.", "/private/secret", "/private/open", "/a.html", "/free")
            .Page("/private/secret", "The secret recipe.").Page("/private/open", "An open day.").Page("/a.html", "An old page.").Page("/free", "Free for all.");
        var shop = await app.Shop();

        var site = await shop.Reads(web.Origin);

        await shop.Answers(site, web, "/", "/private/open", "/free");
        web.Asked("/private/secret").ShouldBe(0);
        (await shop.Pages(site, web))["/private/secret"].Reason()!.ShouldContain("robots.txt");

        (await shop.Sarah.Patch($"/api/v1/knowledge-base/urls/{site}", new { crawl_settings = new { respect_robots_txt = false } })).Ok();
        await shop.ReadsAgain(site);
        await shop.Answers(site, web, "/", "/private/open", "/free", "/private/secret", "/a.html");
    }

    [Theory]
    [InlineData(404, "completed"), InlineData(403, "completed"), InlineData(503, "failed"), InlineData(500, "failed")]
    public async Task A_robots_txt_that_is_missing_opens_the_site_and_one_that_breaks_closes_it(int status, string outcome)
    {
        await using var web = (await ScriptedSite.Start()).Answers("/robots.txt", status).Page("/", "Home.");
        var shop = await app.Shop();
        var site = await shop.Reads(web.Origin);
        var view = await shop.Site(site);
        view["status"].GetString().ShouldBe(outcome, view.Text);
        web.Asked("/").ShouldBe(outcome == "completed" ? 1 : 0);
        if (outcome == "failed") view["error"].GetString()!.ShouldContain("robots.txt");
    }

    [Fact]
    public async Task Patterns_let_in_and_leave_out()
    {
        await using var web = (await ScriptedSite.Start())
            .Page("/", "Home.", "/docs/a", "/docs/old/b", "/blog/c").Page("/docs/a", "Alpha.").Page("/docs/old/b", "Beta.").Page("/blog/c", "Gamma.");
        var shop = await app.Shop();

        var site = await shop.Reads(web.Origin, new { include_patterns = new[] { "/docs/*" }, exclude_patterns = new[] { "/docs/old/*" } });

        await shop.Answers(site, web, "/docs/a");
        web.Asked("/docs/old/b").ShouldBe(0);
        web.Asked("/blog/c").ShouldBe(0);
        (await shop.Pages(site, web))["/"].Reason()!.ShouldContain("patterns");
    }

    [Theory]
    [InlineData(0, "/"), InlineData(1, "/,/1"), InlineData(2, "/,/1,/2")]
    public async Task Depth_is_kept(int depth, string read)
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Zero.", "/1").Page("/1", "One.", "/2").Page("/2", "Two.", "/3").Page("/3", "Three.");
        var shop = await app.Shop();
        var site = await shop.Reads(web.Origin, new { max_depth = depth });
        await shop.Answers(site, web, read.Split(','));
        web.Asked($"/{depth + 1}").ShouldBe(0);
    }

    [Fact]
    public async Task A_trap_ends_at_the_limit()
    {
        await using var web = await ScriptedSite.Start();
        var n = 0;
        web.Answers("/robots.txt", 404).Answers("/sitemap.xml", 404).On("*", (http, ct) =>
        {
            http.Response.ContentType = "text/html";
            var next = Interlocked.Increment(ref n);
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(http.Response, $"<p>Day {next} of the calendar</p><a href='/day/{next * 2}'>a</a><a href='/day/{next * 2 + 1}'>b</a>", ct);
        });
        var shop = await app.Shop();

        var site = await shop.Reads(web.Origin, new { max_pages = 7, max_depth = 10 });

        (await shop.Site(site))["pages_processed"].GetInt32().ShouldBe(7);
        (await shop.Pages(site, web)).Values.Count(p => p.Reason()?.Contains("limit of 7", StringComparison.Ordinal) == true).ShouldBeGreaterThan(0);
        n.ShouldBe(7);
    }

    [Fact]
    public async Task Other_websites_are_left_alone_unless_they_are_wanted()
    {
        await using var other = (await ScriptedSite.Start()).Page("/there", "Elsewhere it rains.");
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.", other.Origin + "/there");
        var shop = await app.Shop();

        var site = await shop.Reads(web.Origin);
        other.Requests.ShouldBeEmpty();

        (await shop.Sarah.Patch($"/api/v1/knowledge-base/urls/{site}", new { crawl_settings = new { follow_external_links = true } })).Ok();
        await shop.ReadsAgain(site);
        await shop.Answers(site, web, "/", other.Origin + "/there");
        other.Asked("/robots.txt").ShouldBe(1);
    }

    [Fact]
    public async Task Pages_that_ask_not_to_be_found_are_followed_and_not_kept()
    {
        await using var web = (await ScriptedSite.Start())
            .Html("/", "<p>Home.</p><a href='/hidden'>h</a><a href='/header'>x</a><a href='/dead-end'>d</a><a rel='nofollow' href='/unfollowed'>u</a>")
            .Html("/hidden", "<meta name='robots' content='noindex'><p>Hidden words.</p><a href='/behind'>b</a>")
            .Bytes("/header", "<p>Said in the header.</p>"u8.ToArray(), "text/html", ("X-Robots-Tag", "otherbot: nofollow, noindex"))
            .Html("/dead-end", "<meta name='robots' content='nofollow'><p>A dead end.</p><a href='/never'>n</a>")
            .Page("/behind", "Behind the hidden.").Page("/never", "Never.").Page("/unfollowed", "Unfollowed.");
        var shop = await app.Shop();

        var site = await shop.Reads(web.Origin);

        await shop.Answers(site, web, "/", "/behind", "/dead-end");
        web.Asked("/never").ShouldBe(0);
        web.Asked("/unfollowed").ShouldBe(0);
        (await shop.Pages(site, web))["/hidden"].Reason()!.ShouldContain("noindex");
    }

    [Fact]
    public async Task A_redirect_counts_where_it_leads_and_not_outside()
    {
        await using var other = (await ScriptedSite.Start()).Page("/", "Not ours.");
        await using var web = (await ScriptedSite.Start())
            .Page("/", "Home.", "/old", "/away", "/loop", "/slash").Redirects("/old", "/new", 302).Page("/new", "The new page.")
            .Redirects("/away", other.Origin).Redirects("/loop", "/loop").Redirects("/slash", "/slash/").Page("/slash/", "With a slash.");
        var shop = await app.Shop();

        var site = await shop.Reads(web.Origin);

        await shop.Answers(site, web, "/", "/new", "/slash/");
        other.Requests.ShouldBeEmpty();
        var pages = await shop.Pages(site, web);
        pages["/away"].Reason()!.ShouldContain("Leads to");
        pages["/loop"].Reason()!.ShouldContain("redirects to itself");
    }

    [Fact]
    public async Task The_same_page_under_two_addresses_is_read_once()
    {
        await using var web = (await ScriptedSite.Start())
            .Page("/", "Home.", "/shoe?color=red", "/copy", "/shoe", "/Shoe?utm_campaign=x&b=2&a=1", "/Shoe?a=1&b=2")
            .Html("/shoe", "<link rel='canonical' href='/shoe'><p>A shoe for all weathers.</p>").Page("/copy", "Home.")
            .Html("/Shoe", "<p>Another shoe.</p>");
        web.Html("/copy", "<title>T</title><p>Twice the same.</p>").Html("/copy2", "<title>T</title><p>Twice the same.</p>").Page("/", "Home.", "/shoe?color=red", "/copy", "/copy2", "/Shoe?utm_campaign=x&b=2&a=1", "/Shoe?a=1&b=2");
        var shop = await app.Shop();

        var site = await shop.Reads(web.Origin);

        await shop.Answers(site, web, "/", "/shoe", "/copy", "/Shoe?b=2&a=1");
        var pages = await shop.Pages(site, web);
        pages["/shoe?color=red"].Reason()!.ShouldContain("The same page as");
        pages["/copy2"].Reason()!.ShouldContain("The same text as");
    }

    [Fact]
    public async Task Sitemaps_name_what_no_link_leads_to()
    {
        await using var web = await ScriptedSite.Start();
        web.Html("/robots.txt", $"User-agent: *\nAllow: /\nSitemap: {web.Origin}/index.xml", "text/plain")
            .Html("/index.xml", $"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{web.Origin}/map.xml.gz</loc></sitemap></sitemapindex>", "application/xml")
            .Bytes("/map.xml.gz", Packed($"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{web.Origin}/orphan</loc></url><url><loc>https://elsewhere.test/x</loc></url></urlset>"), "application/gzip")
            .Page("/", "Home.").Page("/orphan", "Nobody links here.");
        var shop = await app.Shop();
        var site = await shop.Reads(web.Origin);
        await shop.Answers(site, web, "/", "/orphan");
    }

    [Fact]
    public async Task What_is_no_web_page_is_named_and_left_out()
    {
        await using var web = (await ScriptedSite.Start())
            .Page("/", "Home.", "/price.pdf", "/feed", "/empty", "/shut", "/broken", "/gone").Bytes("/price.pdf", "%PDF-1.4"u8.ToArray(), "application/pdf").Bytes("/feed", "{}"u8.ToArray(), "application/json")
            .Html("/empty", "<div id='root'></div><script>render()</script>").Answers("/shut", 403).Answers("/broken", 500);
        var shop = await app.Shop();

        var site = await shop.Reads(web.Origin);

        var pages = await shop.Pages(site, web);
        pages["/price.pdf"].Reason()!.ShouldContain("Upload it under Documents");
        pages["/feed"].Reason()!.ShouldContain("application/json");
        pages["/empty"].Reason()!.ShouldContain("scripts");
        (pages["/shut"].Status(), pages["/broken"].Status(), pages["/gone"].Status()).ShouldBe(("failed", "failed", "skipped"));
        (await shop.Site(site))["pages_failed"].GetInt32().ShouldBe(2);
        (await shop.Sarah.Get($"/api/v1/knowledge-base/urls/{site}/pages?status=failed")).Ok()["data"].GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Old_encodings_and_packed_pages_are_read()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.", "/latin", "/meta", "/packed")
            .Bytes("/latin", Encoding.Latin1.GetBytes("<p>Öffnungszeiten täglich</p>"), "text/html; charset=iso-8859-1")
            .Bytes("/meta", Encoding.GetEncoding(1251).GetBytes("<meta charset=windows-1251><p>Доставка в Норвегию</p>"), "text/html")
            .Bytes("/packed", Packed("<p>Packed for the journey.</p>"), "text/html", ("Content-Encoding", "gzip"));
        var shop = await app.Shop();
        var site = await shop.Reads(web.Origin);
        await shop.Answers(site, web, "/", "/latin", "/meta", "/packed");
        (await app.Value<string>("select string_agg(p.content, ' ') from passages p join sources s on s.id = p.source_id where s.site_id = $1", site)).ShouldContain("Öffnungszeiten", Case.Sensitive);
        (await app.Value<string>("select string_agg(p.content, ' ') from passages p join sources s on s.id = p.source_id where s.site_id = $1", site)).ShouldContain("Доставка");
    }

    [Fact]
    public async Task Pages_that_are_endless_slow_or_bombs_fail_alone()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.", "/endless", "/slow", "/bomb", "/fine").Stalls("/slow")
            .On("/endless", async (http, ct) =>
            {
                http.Response.ContentType = "text/html";
                while (!ct.IsCancellationRequested) await http.Response.Body.WriteAsync(new byte[64 * 1024], ct);
            })
            .Bytes("/bomb", Packed(new string(' ', 50_000_000)), "text/html", ("Content-Encoding", "gzip")).Page("/fine", "All is well.");
        var shop = await app.Shop();

        var site = await shop.Reads(web.Origin);

        await shop.Answers(site, web, "/", "/fine");
        var pages = await shop.Pages(site, web);
        pages["/endless"].Reason()!.ShouldContain("larger than 1 MB");
        pages["/bomb"].Reason()!.ShouldContain("larger than 1 MB");
        pages["/slow"].Reason()!.ShouldContain("within 2 seconds");
    }

    [Fact]
    public async Task A_website_that_asks_to_wait_is_asked_later()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.", "/busy");
        var asked = new List<DateTimeOffset>();
        web.On("/busy", (http, ct) =>
        {
            asked.Add(DateTimeOffset.UtcNow);
            http.Response.StatusCode = asked.Count == 1 ? 429 : 200;
            http.Response.Headers.RetryAfter = "2";
            http.Response.ContentType = "text/html";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(http.Response, "<p>Now there is time.</p>", ct);
        });
        var shop = await app.Shop();
        var site = await shop.Reads(web.Origin);
        await shop.Answers(site, web, "/", "/busy");
        (asked[1] - asked[0]).ShouldBeGreaterThan(TimeSpan.FromSeconds(1.9));
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

    [Theory]
    [InlineData("ftp://example.com"), InlineData("nonsense"), InlineData(""), InlineData("https://user:pass@example.com"), InlineData("javascript:alert(1)"), InlineData("https://"), InlineData("file:///etc/passwd")]
    public async Task What_is_no_address_of_a_website_is_refused_in_words(string url)
    {
        var refused = (await (await app.Shop()).TriesToAdd(url)).Refused(422, "invalid_fields");
        refused["errors"].GetProperty("url").GetString()!.ShouldContain("address");
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

    private static byte[] Packed(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
