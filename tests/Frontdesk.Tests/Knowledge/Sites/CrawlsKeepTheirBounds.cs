using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Sites;

/// <summary>How far a crawl goes: as its owner, the website and its pages allow.</summary>
public sealed class CrawlsKeepTheirBounds(CrawlingApp app) : IClassFixture<CrawlingApp>
{
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
}
