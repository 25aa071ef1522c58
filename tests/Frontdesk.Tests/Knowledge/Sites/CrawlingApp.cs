using System.Text.Json;
using Frontdesk.Knowledge.Sites;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace Frontdesk.Tests.Knowledge.Sites;

/// <summary>A server that crawls faster than it would in the wild.</summary>
public sealed class CrawlingApp(TestPostgres postgres) : FrontdeskApp(postgres)
{
    protected override void Adjust(WebApplicationBuilder builder) => builder.Services.Configure<CrawlOptions>(options =>
        (options.Delay, options.PageTimeout, options.LargestPage) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(2), 1024 * 1024));
}

/// <summary>What a shop's owner does with websites.</summary>
public static class Crawls
{
    public static async Task<Reply> TriesToAdd(this Shop shop, string url, object? settings = null, object? schedule = null) =>
        await shop.Sarah.Post("/api/v1/knowledge-base/urls", new { chatbot_id = shop.ChatbotId, url, crawl_settings = settings ?? new { }, schedule = schedule ?? new { } });

    /// <summary>Adds a website and waits until it was read, well or not.</summary>
    public static async Task<Guid> Reads(this Shop shop, string url, object? settings = null, object? schedule = null)
    {
        var site = (await shop.TriesToAdd(url, settings, schedule)).Ok()["id"].GetGuid();
        await shop.IsCrawled(site);
        return site;
    }

    public static async Task<Reply> ReadsAgain(this Shop shop, Guid site)
    {
        (await shop.Sarah.Post($"/api/v1/knowledge-base/urls/{site}/crawl")).Ok();
        return await shop.IsCrawled(site);
    }

    public static Task<Reply> IsCrawled(this Shop shop, Guid site) => Eventually.Find(async () =>
    {
        var view = await shop.Site(site);
        return view["status"].GetString() is "crawling" ? null : view;
    }, "the website to be read");

    public static async Task<Reply> Site(this Shop shop, Guid site) => (await shop.Sarah.Get($"/api/v1/knowledge-base/urls/{site}")).Ok();

    /// <summary>The pages by path; those of other origins by address.</summary>
    public static async Task<Dictionary<string, JsonElement>> Pages(this Shop shop, Guid site, ScriptedSite web) =>
        (await shop.Sarah.Get($"/api/v1/knowledge-base/urls/{site}/pages?limit=500")).Ok()["data"].EnumerateArray()
        .ToDictionary(p => p.GetProperty("url").GetString()!.Replace(web.Origin, "", StringComparison.Ordinal));

    public static string Status(this JsonElement page) => page.GetProperty("status").GetString()!;

    public static string? Reason(this JsonElement page) => page.GetProperty("reason").GetString();

    public static async Task<bool> Finds(this Shop shop, string query) => (await shop.Tests(query)).Ok()["results"].GetArrayLength() > 0;

    public static Task FindsSoon(this Shop shop, string query) => Eventually.True(() => shop.Finds(query), $"\"{query}\" to be found");

    public static Task ForgetsSoon(this Shop shop, string query) => Eventually.True(async () => !await shop.Finds(query), $"\"{query}\" to be forgotten");

    /// <summary>Which paths have text that answers.</summary>
    public static async Task Answers(this Shop shop, Guid site, ScriptedSite web, params string[] paths) =>
        (await shop.Pages(site, web)).Where(p => p.Value.GetProperty("source_id").ValueKind != JsonValueKind.Null).Select(p => p.Key).ShouldBe(paths, ignoreOrder: true);
}
