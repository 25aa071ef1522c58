using System.IO.Compression;
using System.Text;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Sites;

/// <summary>What a crawl makes of the pages it reaches.</summary>
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
