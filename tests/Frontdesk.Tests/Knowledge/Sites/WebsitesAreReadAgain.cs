using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge.Sites;

/// <summary>What a second reading keeps, changes and removes; and crawls that are stopped, killed or due.</summary>
public sealed class WebsitesAreReadAgain(CrawlingApp app) : IClassFixture<CrawlingApp>
{
    [Fact]
    public async Task A_second_reading_keeps_what_is_the_same_and_changes_what_is_not()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.", "/same", "/changed", "/vanished", "/unlinked").Page("/same", "Always so.").Page("/changed", "It costs five euros.")
            .Page("/vanished", "Soon to vanish.").Page("/unlinked", "Soon unlinked.");
        var shop = await app.Shop();
        var site = await shop.Reads(web.Origin);
        var before = await Passages(site);
        before.Length.ShouldBe(5);

        web.Page("/changed", "It costs six euros.").Forgets("/vanished").Page("/", "Home.", "/same", "/changed", "/vanished");
        var view = await shop.ReadsAgain(site);

        view["pages_unchanged"].GetInt32().ShouldBe(1);
        await shop.Answers(site, web, "/", "/same", "/changed");
        var pages = await shop.Pages(site, web);
        pages["/same"].Status().ShouldBe("unchanged");
        pages["/vanished"].Reason()!.ShouldContain("404");
        pages.ShouldNotContainKey("/unlinked");
        (await Passages(site)).Intersect(before).Count().ShouldBe(1, "the unchanged page keeps its passages");
        await shop.FindsSoon("it costs six euros");
        web.Requests.Count(r => r.Path == "/same" && r.Headers.ContainsKey("If-None-Match")).ShouldBe(1);
    }

    [Fact]
    public async Task Links_of_an_unchanged_page_still_lead_on()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.", "/a").Page("/a", "Alpha.", "/b").Page("/b", "Beta.");
        var shop = await app.Shop();
        var site = await shop.Reads(web.Origin);
        var view = await shop.ReadsAgain(site);
        view["pages_unchanged"].GetInt32().ShouldBe(3);
        await shop.Answers(site, web, "/", "/a", "/b");
    }

    [Fact]
    public async Task A_failing_page_keeps_its_text_and_what_it_leads_to()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.", "/shaky").Page("/shaky", "The price is nine euros.", "/below").Page("/below", "Below the shaky one.");
        var shop = await app.Shop();
        var site = await shop.Reads(web.Origin);

        web.Answers("/shaky", 500);
        var view = await shop.ReadsAgain(site);

        view["status"].GetString().ShouldBe("completed");
        view["pages_failed"].GetInt32().ShouldBe(1);
        await shop.Answers(site, web, "/", "/shaky", "/below");
        (await shop.Pages(site, web))["/shaky"].Reason()!.ShouldContain("500");
        (await shop.Finds("price is nine euros")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_website_that_fails_as_a_whole_goes_on_answering()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.", "/a").Page("/a", "Alpha stays.");
        var shop = await app.Shop();
        var site = await shop.Reads(web.Origin);
        foreach (var broken in new[] { () => web.Answers("/", 500), () => web.Forgets("/"), () => web.Redirects("/", "https://elsewhere.test/"), () => web.Page("/", "Home.").Answers("/robots.txt", 503) })
        {
            broken();
            var view = await shop.ReadsAgain(site);
            view["status"].GetString().ShouldBe("failed");
            view["error"].GetString().ShouldNotBeNullOrEmpty();
            await shop.Answers(site, web, "/", "/a");
        }
    }

    [Fact]
    public async Task A_crawl_that_is_cancelled_asks_for_nothing_more()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.", "/1", "/2", "/3");
        var (arrived, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        web.On("/1", async (http, ct) =>
        {
            arrived.TrySetResult();
            await open.Task;
            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync("<p>Too late.</p>", ct);
        });
        var shop = await app.Shop();
        var site = (await shop.TriesToAdd(web.Origin)).Ok()["id"].GetGuid();
        await arrived.Task;
        (await shop.Sarah.Post($"/api/v1/knowledge-base/urls/{site}/crawl")).Refused(409, "already_crawling");

        (await shop.Sarah.Post($"/api/v1/knowledge-base/urls/{site}/cancel")).Ok()["status"].GetString().ShouldBe("completed");
        open.SetResult();

        await app.JobsAreDone();
        await shop.Answers(site, web, "/");
        web.Asked("/2").ShouldBe(0);
        (await shop.Sarah.Post($"/api/v1/knowledge-base/urls/{site}/cancel")).Refused(409, "not_crawling");
    }

    [Fact]
    public async Task A_crawl_whose_node_is_killed_goes_on_elsewhere()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.", "/1", "/2", "/3", "/4").Page("/1", "One.").Page("/2", "Two.").Page("/3", "Three.").Page("/4", "Four.");
        var (arrived, calls) = (new TaskCompletionSource(), 0);
        web.On("/2", async (http, ct) =>
        {
            if (Interlocked.Increment(ref calls) == 1)
            {
                arrived.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            }

            http.Response.ContentType = "text/html";
            await http.Response.WriteAsync("<p>Two at last.</p>", ct);
        });
        var shop = await app.Shop();
        await app.Execute("insert into jobs (kind, key, payload, run_at) select 'none', null, '{}', now() + interval '1 hour' where false");
        var other = await app.SecondNode();
        var site = (await shop.TriesToAdd(web.Origin)).Ok()["id"].GetGuid();
        await arrived.Task;

        // Whoever has it is taken for dead: its lease ends and is not renewed.
        await app.Execute("update jobs set leased_until = now() - interval '1 second', leased_by = gen_random_uuid() where kind = 'CrawlSite'");

        await shop.IsCrawled(site);
        await shop.Answers(site, web, "/", "/1", "/2", "/3", "/4");
        web.Asked("/1").ShouldBe(1, "what was read before is not read again");
        other.Url.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_schedule_that_is_due_reads_once_over_all_nodes_and_waits_for_its_next_moment()
    {
        await using var web = (await ScriptedSite.Start()).Page("/", "Home.");
        var shop = await app.Shop();
        await app.SecondNode();
        var site = await shop.Reads(web.Origin, schedule: new { enabled = true, frequency = "daily", time = "02:00", timezone = "Europe/Vienna" });
        (await shop.Site(site))["next_crawl_at"].GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        web.Asked("/").ShouldBe(1);

        await app.Execute("update sites set next_crawl_at = now() - interval '3 days' where id = $1", site);
        await app.Execute("update jobs set run_at = now() - interval '3 days' where key = $1", $"crawl-due:{site}");

        await Eventually.True(() => web.Asked("/") == 2, "the site to be read by itself");
        await shop.IsCrawled(site);
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        web.Asked("/").ShouldBe(2);
        (await shop.Site(site))["next_crawl_at"].GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow);
        (await app.Value<long>("select count(*) from jobs where key = $1", $"crawl-due:{site}")).ShouldBe(1);

        (await shop.Sarah.Patch($"/api/v1/knowledge-base/urls/{site}", new { schedule = new { enabled = false } })).Ok()["next_crawl_at"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        await app.Execute("update jobs set run_at = now() where key = $1", $"crawl-due:{site}");
        await Eventually.True(async () => await app.Value<long>("select count(*) from jobs where key = $1", $"crawl-due:{site}") == 0, "the timer to be gone");
        web.Asked("/").ShouldBe(2);
    }

    private Task<Guid[]> Passages(Guid site) => app.Value<Guid[]>("select array_agg(p.id) from passages p join sources s on s.id = p.source_id where s.site_id = $1", site);
}
