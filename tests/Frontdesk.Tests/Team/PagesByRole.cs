using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Team;

/// <summary>Pages show what the role may do and nothing else.</summary>
public sealed class PagesByRole(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Theory]
    [InlineData("/chatbots", "/chatbots/new")]
    [InlineData("/chatbots/{chatbot}", "class=\"save-bar")]
    [InlineData("/chatbots/{chatbot}", "Delete chatbot")]
    [InlineData("/knowledge", "/knowledge/texts/new")]
    [InlineData("/knowledge", "/knowledge/documents")]
    [InlineData("/knowledge/faqs", "/knowledge/faqs/new")]
    [InlineData("/knowledge/faqs", "/knowledge/faqs/import")]
    [InlineData("/knowledge/faqs", "/delete")]
    [InlineData("/inbox/{conversation}", "/takeover")]
    [InlineData("/inbox", "href=\"/settings/team\"")]
    public async Task A_viewer_is_shown_no_button_that_would_refuse(string path, string button)
    {
        var shop = await app.Shop();
        await shop.Knows("Do you ship?", "Yes.");
        var said = await shop.Visitor("Ann").Says("Hello");
        var vera = await shop.Viewer("Vera");
        var address = path.Replace("{chatbot}", $"{shop.ChatbotId}").Replace("{conversation}", $"{said.ConversationId}");

        (await vera.Get(address)).Ok().Text.ShouldNotContain(button);
    }

    [Fact]
    public async Task The_owner_is_shown_them()
    {
        var shop = await app.Shop();
        await shop.Knows("Do you ship?", "Yes.");
        var said = await shop.Visitor("Ann").Says("Hello");

        (await shop.Sarah.Get("/chatbots")).Ok().Text.ShouldContain("/chatbots/new");
        (await shop.Sarah.Get($"/chatbots/{shop.ChatbotId}")).Ok().Text.ShouldContain("Delete chatbot");
        (await shop.Sarah.Get("/knowledge")).Ok().Text.ShouldContain("/knowledge/texts/new");
        (await shop.Sarah.Get("/knowledge/faqs")).Ok().Text.ShouldContain("/delete");
        (await shop.Sarah.Get($"/inbox/{said.ConversationId}")).Ok().Text.ShouldContain("/takeover");
        (await shop.Sarah.Get("/settings/team")).Ok().Text.ShouldContain("/settings/team/invite");
    }

    [Fact]
    public async Task An_agent_sees_the_team_and_does_not_manage_it()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        var sarah = await shop.MemberId(shop.Sarah);

        (await mike.Get("/settings/team")).Ok().Text.ShouldNotContain("/settings/team/invite");
        (await mike.Get($"/settings/team/{sarah}")).Ok().Text.ShouldNotContain("/deactivate");
        (await mike.Get("/settings/roles")).Ok().Text.ShouldContain("chatbot.delete");
        (await mike.Get("/settings/audit-log")).Status.ShouldBe(403);
        (await mike.Get("/settings/team/invite")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task What_is_refused_says_so_in_words()
    {
        var mike = await (await app.Shop()).Agent("Mike");
        var refused = await app.Node.Get("/settings/audit-log", mike.AccessToken, ("Accept", "text/html"));
        refused.Status.ShouldBe(403);
        refused.Text.ShouldContain("Ask an owner or admin of the workspace.");
    }

    [Fact]
    public async Task An_agent_archives_no_chatbot_by_changing_its_status()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        (await mike.Patch($"/api/v1/chatbots/{shop.ChatbotId}", new { status = "archived" })).Refused(403, "not_permitted");
        (await mike.Patch($"/api/v1/chatbots/{shop.ChatbotId}", new { status = "inactive" })).Ok();
    }

    [Fact]
    public async Task The_forms_do_what_the_api_does()
    {
        var shop = await app.Shop();
        var email = $"vera.{Guid.NewGuid():N}@company.test";
        (await Sends(shop.Sarah, "/settings/team/invite", ("email", "nobody"), ("role", "agent"))).Status.ShouldBe(422);
        (await Sends(shop.Sarah, "/settings/team/invite", ("email", email), ("role", "agent"), ("chatbot_limit", "some"), ("chatbot_ids", $"{shop.ChatbotId}"))).Status.ShouldBe(303);
        var member = await shop.Joins("Vera", (await app.Mail(email, "Join ")).Token);
        (await shop.Sarah.Get($"/settings/team/{member}")).Ok().Text.ShouldContain("Vera");

        (await Sends(shop.Sarah, $"/settings/team/{member}", ("role", "viewer"), ("chatbot_limit", "all"), ("grants", "audit.view"))).Status.ShouldBe(303);
        var view = (await shop.Sarah.Get($"/api/v1/members/{member}")).Ok();
        view["role"].GetString().ShouldBe("viewer");
        view["grants"][0].GetString().ShouldBe("audit.view");
        view["chatbot_ids"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);

        (await Sends(shop.Sarah, $"/settings/team/{member}/deactivate")).Status.ShouldBe(303);
        (await Sends(shop.Sarah, $"/settings/team/{member}/reactivate")).Status.ShouldBe(303);
        (await Sends(shop.Sarah, "/settings/team/leave")).Text.ShouldContain("A workspace needs an owner");
        (await Sends(shop.Sarah, $"/settings/team/{member}/remove")).Status.ShouldBe(303);
        (await shop.Sarah.Get($"/settings/team/{member}")).Status.ShouldBe(404);
        (await Sends(shop.Sarah, "/settings/audit-log/retention", ("audit_days", "10"))).Status.ShouldBe(422);
        (await Sends(shop.Sarah, "/settings/audit-log/retention", ("audit_days", "400"))).Status.ShouldBe(303);
        (await shop.Sarah.Get("/settings/audit-log")).Ok().Text.ShouldContain("member.removed");
    }

    [Fact]
    public async Task The_letters_page_shows_nothing_before_the_token_and_then_lets_in()
    {
        var shop = await app.Shop("Secret Company");
        var email = $"vera.{Guid.NewGuid():N}@company.test";
        var token = await shop.Invites(email);
        (string, string)[] here = [("Origin", app.Node.Url)];

        (await app.Node.Get("/invitation")).Ok().Text.ShouldNotContain("Secret Company");
        (await app.Node.Send(HttpMethod.Post, "/invitation/lookup", Form(("token", token)))).Status.ShouldBe(403, "from another website");
        (await app.Node.Send(HttpMethod.Post, "/invitation/lookup", Form(("token", "fdi_nonsense")), null, here)).Status.ShouldBe(404);
        (await app.Node.Send(HttpMethod.Post, "/invitation/lookup", Form(("token", token)), null, here)).Ok().Text.ShouldContain("Join Secret Company");
        (await app.Node.Send(HttpMethod.Post, "/invitation", Form(("token", token), ("name", "Vera"), ("password", "short")), null, here)).Status.ShouldBe(422);
        var joined = await app.Node.Send(HttpMethod.Post, "/invitation", Form(("token", token), ("name", "Vera"), ("password", Agent.Password)), null, here);

        joined.Status.ShouldBe(303);
        var cookie = joined.Headers["Set-Cookie"].Single(c => c.StartsWith("fd_session=", StringComparison.Ordinal)).Split(';')[0];
        (await app.Node.Get("/api/v1/auth/me", null, ("Cookie", cookie))).Ok()["workspace_id"].GetGuid().ShouldBe(shop.WorkspaceId);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));

    private static Task<Reply> Sends(Agent agent, string path, params (string, string)[] fields) => agent.Node.Send(HttpMethod.Post, path, Form(fields), agent.AccessToken);
}
