using System.Text.Json;
using Frontdesk.SignIn;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Workspaces;

/// <summary>One person, several workspaces, each behind its own wall.</summary>
public sealed class SwitchingWorkspaces(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Fact]
    public async Task A_person_founds_another_workspace_and_enters_it()
    {
        var shop = await app.Shop();
        var second = (await shop.Sarah.Post("/api/v1/workspaces", new { name = "Second Ltd", website_url = "https://second.test" })).Ok()["id"].GetGuid();

        (await Switch(shop.Sarah, second)).Ok()["name"].GetString().ShouldBe("Second Ltd");

        (await shop.Sarah.Get("/api/v1/auth/me")).Ok()["workspace_id"].GetGuid().ShouldBe(second);
        (await shop.Sarah.Get("/api/v1/chatbots")).Ok()["data"].GetArrayLength().ShouldBe(0);
        (await shop.Sarah.Get($"/api/v1/chatbots/{shop.ChatbotId}")).Refused(404, "chatbot_not_found");
        var mine = (await shop.Sarah.Get("/api/v1/workspaces")).Ok()["data"].EnumerateArray().ToDictionary(w => w.GetProperty("id").GetGuid());
        mine.Keys.ShouldBe([shop.WorkspaceId, second], ignoreOrder: true);
        (mine[second].GetProperty("current").GetBoolean(), mine[second].GetProperty("role").GetString()).ShouldBe((true, "owner"));
        (await Switch(shop.Sarah, shop.WorkspaceId)).Ok();
        (await shop.Sarah.Get($"/api/v1/chatbots/{shop.ChatbotId}")).Ok();
    }

    [Fact]
    public async Task Nobody_enters_a_workspace_they_are_no_active_member_of()
    {
        var (tarnholt, other) = (await app.Shop(), await app.Shop("Other"));

        (await Switch(tarnholt.Sarah, other.WorkspaceId)).Refused(404, "workspace_not_found");
        (await Switch(tarnholt.Sarah, Guid.NewGuid())).Refused(404, "workspace_not_found");
        var second = (await tarnholt.Sarah.Post("/api/v1/workspaces", new { name = "Second" })).Ok()["id"].GetGuid();
        await app.Execute("update members set status = 'suspended' where workspace_id = $1", second);
        (await Switch(tarnholt.Sarah, second)).Refused(404, "workspace_not_found");
        (await tarnholt.Sarah.Get("/api/v1/auth/me")).Ok()["workspace_id"].GetGuid().ShouldBe(tarnholt.WorkspaceId);
    }

    [Theory]
    [InlineData("""{"sign_in_methods": ["sso"]}""")]
    [InlineData("""{"ip_ranges": ["203.0.113.0/24"]}""")]
    public async Task A_workspaces_own_policy_holds_for_those_who_come_from_another(string policy)
    {
        var shop = await app.Shop();
        var strict = (await shop.Sarah.Post("/api/v1/workspaces", new { name = "Strict" })).Ok()["id"].GetGuid();
        await app.Execute("update workspaces set security = $1::jsonb where id = $2", policy, strict);

        (await Switch(shop.Sarah, strict)).Refused(403, "sign_in_differently");
        (await shop.Sarah.Get("/api/v1/auth/me")).Ok()["workspace_id"].GetGuid().ShouldBe(shop.WorkspaceId);
    }

    [Fact]
    public async Task Switching_closes_the_sockets_into_the_former_workspace()
    {
        var shop = await app.Shop();
        var second = (await shop.Sarah.Post("/api/v1/workspaces", new { name = "Second" })).Ok()["id"].GetGuid();
        await using var line = await shop.Sarah.Connects();
        var elsewhere = await shop.Sarah.SignsInAgain();
        await using var other = await elsewhere.Connects();

        (await Switch(shop.Sarah, second)).Ok();

        (await line.ClosedWith()).ShouldBe(4409);
        await other.Settles();
    }

    [Fact]
    public async Task The_menu_lists_them_and_its_form_switches()
    {
        var shop = await app.Shop();
        var second = (await shop.Sarah.Post("/api/v1/workspaces", new { name = "Second & Sons" })).Ok()["id"].GetGuid();
        var menu = (await app.Node.Get("/workspaces/menu", shop.Sarah.AccessToken)).Ok().Text;

        menu.ShouldContain("Second &amp; Sons");
        menu.ShouldContain("Tarnholt");
        var answer = await app.Node.Send(HttpMethod.Post, "/workspaces/switch", new FormUrlEncodedContent([new("workspace_id", second.ToString())]), shop.Sarah.AccessToken);
        answer.Status.ShouldBe(303);
        (await shop.Sarah.Get("/api/v1/auth/me")).Ok()["workspace_id"].GetGuid().ShouldBe(second);
    }

    [Fact]
    public async Task A_page_of_another_website_switches_nobody()
    {
        var shop = await app.Shop();
        var second = (await shop.Sarah.Post("/api/v1/workspaces", new { name = "Second" })).Ok()["id"].GetGuid();
        var session = await app.Value<Guid>("select id from sessions where user_id = $1 and ended_at is null", shop.Sarah.UserId);
        var cookie = $"{SessionTokens.Cookie}={app.Services.GetRequiredService<SessionTokens>().ForCookie(session)}";

        (await app.Node.Send(HttpMethod.Post, "/workspaces/switch", new FormUrlEncodedContent([new("workspace_id", second.ToString())]), null, ("Cookie", cookie), ("Origin", "https://evil.test"))).Status.ShouldBe(403);
        (await app.Node.Send(HttpMethod.Post, "/workspaces/switch", new FormUrlEncodedContent([new("workspace_id", second.ToString())]), null, ("Cookie", cookie), ("Origin", app.Node.Url))).Status.ShouldBe(303);
    }

    [Theory]
    [InlineData("name", "x")]
    [InlineData("website_url", "javascript:alert(1)")]
    [InlineData("website_url", "no address")]
    public async Task A_workspace_says_which_field_is_wrong(string field, string value)
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var body = new Dictionary<string, string> { ["name"] = "Fine Ltd", [field] = value };

        (await sarah.Post("/api/v1/workspaces", body)).Refused(422, "invalid_fields")["errors"].TryGetProperty(field, out _).ShouldBeTrue();
        (await sarah.Patch("/api/v1/workspace", body)).Refused(422, "invalid_fields")["errors"].TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task The_workspace_is_described_by_who_may_and_the_log_tells()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");

        (await shop.Sarah.Patch("/api/v1/workspace", new { name = "Tarnholt Ltd", industry = "ecommerce" })).Ok();

        var now = (await shop.Sarah.Get("/api/v1/workspace")).Ok();
        (now["name"].GetString(), now["industry"].GetString()).ShouldBe(("Tarnholt Ltd", "ecommerce"));
        (await mike.Patch("/api/v1/workspace", new { name = "Mike's" })).Refused(403, "not_permitted");
        (await app.Value<string>("select before::text || after::text from audit_log where workspace_id = $1 and action = 'workspace.changed'", shop.WorkspaceId)).ShouldContain("Tarnholt Ltd");
        (await app.Node.Get("/settings/workspace", shop.Sarah.AccessToken)).Ok().Text.ShouldContain("Tarnholt Ltd");
        (await app.Node.Get("/settings/workspace", mike.AccessToken)).Status.ShouldBe(403);
    }

    [Fact]
    public async Task An_owner_deletes_the_workspace_with_everything_in_it_and_no_other()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var mike = await shop.Agent("Mike");
        var ada = await shop.Member("Ada", Frontdesk.Team.Role.Admin);
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await shop.Knows("Do you ship?", "Yes.");
        var second = (await shop.Sarah.Post("/api/v1/workspaces", new { name = "Second" })).Ok()["id"].GetGuid();
        await using var line = await mike.Connects();

        (await ada.Post("/api/v1/workspace/delete", new { name = "Tarnholt", password = Agent.Password })).Refused(403, "not_permitted");
        (await shop.Sarah.Post("/api/v1/workspace/delete", new { name = "Tarnholt!", password = Agent.Password })).Refused(422, "invalid_fields");
        (await shop.Sarah.Post("/api/v1/workspace/delete", new { name = "Tarnholt", password = "Wrong-Horse-7" })).Refused(422, "invalid_fields");
        (await shop.Sarah.Post("/api/v1/workspace/delete", new { name = "Tarnholt", password = Agent.Password })).Ok();

        (await line.ClosedWith()).ShouldBe(4409);
        (await shop.Sarah.Get("/api/v1/auth/me")).Status.ShouldBe(401);
        foreach (var table in new[] { "members", "chatbots", "conversations", "messages", "customers", "visitors", "visitor_sessions", "sources", "passages", "audit_log", "sessions" })
        {
            (await app.Value<long>($"select count(*) from {table} where workspace_id = $1", shop.WorkspaceId)).ShouldBe(0, table);
        }

        (await app.Value<long>("select count(*) from users where id = any($1)", new[] { mike.UserId, ada.UserId })).ShouldBe(0);
        (await shop.Sarah.SignsInAgain()).WorkspaceId.ShouldBe(second);
        (await other.Sarah.Get($"/api/v1/chatbots/{other.ChatbotId}")).Ok();
        (await app.Value<string>("select after::text from audit_log where action = 'workspace.deleted' and actor_id = $1", shop.Sarah.UserId)).ShouldContain(shop.WorkspaceId.ToString());
    }

    [Fact]
    public async Task Who_runs_the_installation_is_not_left_without_a_workspace()
    {
        var shop = await app.Shop();
        await app.Execute("update users set is_super_admin = true where id = $1", shop.Sarah.UserId);

        (await shop.Sarah.Post("/api/v1/workspace/delete", new { name = "Tarnholt", password = Agent.Password })).Refused(409, "last_workspace");
        (await shop.Sarah.Get($"/api/v1/chatbots/{shop.ChatbotId}")).Ok();
    }

    private static Task<Reply> Switch(Agent agent, Guid workspace) => agent.Post("/api/v1/auth/switch", new { workspace_id = workspace });
}
