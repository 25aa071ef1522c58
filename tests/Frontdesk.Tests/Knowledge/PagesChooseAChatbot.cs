using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Knowledge;

/// <summary>Pages of knowledge that are opened without saying whose knowledge is meant, as from a bookmark or a typed address.</summary>
public sealed class PagesChooseAChatbot(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    public static TheoryData<string> Pages() =>
    [
        "/knowledge", "/knowledge/texts/new", "/knowledge/sites", "/knowledge/sites/new", "/knowledge/faqs", "/knowledge/faqs/new", "/knowledge/faqs/import", "/knowledge/faqs/drafts",
        "/knowledge/faqs/export", "/knowledge/synonyms", "/knowledge/gaps", "/knowledge/gaps/questions", "/knowledge/gaps/questions?from=2026-01-01&to=2026-02-01", "/knowledge/test",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_first_that_one_may_see_is_meant(string path)
    {
        var shop = await app.Shop();
        var second = (await shop.Sarah.Post("/api/v1/chatbots", new { name = "Second" })).Ok()["id"].GetGuid();
        var ada = await shop.Member("Ada", Role.Admin);
        await Limit(shop, ada, second);

        (await Arrives(shop.Sarah, path)).ShouldContain($"{shop.ChatbotId}");
        var page = await Arrives(ada, path);
        page.ShouldContain($"{second}");
        page.ShouldNotContain($"{shop.ChatbotId}");
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Where_there_is_none_the_page_says_so(string path)
    {
        var shop = await app.Shop();
        await Limit(shop, shop.Sarah);

        (await Arrives(shop.Sarah, path)).ShouldContain("Create a chatbot first");
    }

    /// <summary>The page at which a browser ends up.</summary>
    private static async Task<string> Arrives(Agent agent, string path)
    {
        var page = await agent.Get(path);
        return page.Status == 303 ? (await agent.Get(page.Headers["Location"].Single())).Ok().Text : page.Ok().Text;
    }

    private Task Limit(Shop shop, Agent agent, params Guid[] chatbots) =>
        app.Execute("update members set chatbot_ids = $1 where user_id = $2 and workspace_id = $3", chatbots, agent.UserId, shop.WorkspaceId);
}
