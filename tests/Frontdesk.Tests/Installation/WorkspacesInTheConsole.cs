using System.Text.Json;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Installation;

/// <summary>What whoever runs the installation sees of its workspaces, and does to them.</summary>
public sealed class WorkspacesInTheConsole(ConsoleApp app) : IClassFixture<ConsoleApp>
{
    private const string All = "/api/v1/installation/workspaces";

    [Fact]
    public async Task Workspaces_stand_there_with_their_plan_their_figures_and_when_they_were_last_active()
    {
        var (olga, shop) = (await app.Olga(), await app.Shop("Figures of Tarnholt"));
        await shop.Agent("Mia");
        await shop.Visitor("Vera").Says("My secret order number is 4711.");
        await app.JobsAreDone();

        var answer = (await olga.Get($"{All}?q={Uri.EscapeDataString(shop.Sarah.Email)}")).Ok();

        var row = answer["data"].EnumerateArray().Single();
        row.GetProperty("id").GetGuid().ShouldBe(shop.WorkspaceId);
        (row.GetProperty("name").GetString(), row.GetProperty("status").GetString(), row.GetProperty("plan").GetString()).ShouldBe(("Figures of Tarnholt", "active", "self_hosted"));
        (row.GetProperty("members").GetInt64(), row.GetProperty("chatbots").GetInt64(), row.GetProperty("conversations").GetInt64()).ShouldBe((2, 1, 1));
        row.GetProperty("messages").GetInt64().ShouldBeGreaterThan(0);
        row.GetProperty("last_activity_at").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddMinutes(-5));
        row.GetProperty("owner_email").GetString().ShouldBe(shop.Sarah.Email);
        answer.Text.ShouldNotContain("4711");
        (await olga.Get($"{All}/{shop.WorkspaceId}")).Ok()["members"].EnumerateArray().Select(m => m.GetProperty("role").GetString()).ShouldBe(["owner", "agent"]);
        (await olga.Get($"{All}?q={Guid.NewGuid()}")).Ok()["total"].GetInt64().ShouldBe(0);
    }

    [Fact]
    public async Task A_suspended_workspace_is_refused_everywhere_at_once_and_comes_back()
    {
        var (olga, shop, neighbour) = (await app.Olga(), await app.Shop(), await app.Shop("Neighbour"));
        var (vera, wanda) = (shop.Visitor("Vera"), neighbour.Visitor("Wanda"));
        await vera.Says("Hello");
        await wanda.Says("Hello");
        await wanda.Connects();
        var (visitors, members) = (await vera.Connects(), await shop.Sarah.Connects());
        var key = (await shop.Sarah.Post("/api/v1/api-keys", new { name = "Shop system", scopes = new[] { "chatbot.view" } })).Ok()["key"].GetString()!;
        (await app.Node.Get("/api/v1/chatbots", key)).Ok();

        (await olga.Post($"{All}/{shop.WorkspaceId}/suspend", new { reason = "" })).Refused(422, "invalid_fields");
        (await olga.Post($"{All}/{shop.WorkspaceId}/suspend", new { reason = "The invoice is three months old." })).Ok();

        (await visitors.ClosedWith()).ShouldBe(1012, "a socket on which nobody says anything is closed too");
        await members.ClosedWith();
        (await shop.Sarah.Get("/api/v1/me")).Refused(401, "not_signed_in");
        (await app.Node.Get("/api/v1/chatbots", key)).Status.ShouldBe(401);
        (await app.Node.Post("/api/v1/auth/login", new { email = shop.Sarah.Email, password = Agent.Password })).Status.ShouldBeInRange(401, 403);
        await Eventually.True(async () => (await app.Node.Get($"/widget/{shop.AppKey}.js")).Status == 404, "the widget to be gone");
        (await app.Node.Get($"/widget/{shop.AppKey}/frame")).Status.ShouldBe(404);
        vera.LosesConnection();
        (await vera.Sends("Is anybody there?")).Status.ShouldBeInRange(401, 404);
        (await vera.History()).Status.ShouldBeInRange(401, 404);
        (await shop.Visitor("Newcomer").Sends("Hello")).Status.ShouldBeInRange(401, 404);
        (await app.Value<long>("select count(*) from messages where content = 'Is anybody there?'")).ShouldBe(0);
        (await wanda.Says("And here?")).Seq.ShouldBeGreaterThan(0);
        (await neighbour.Sarah.Get("/api/v1/me")).Ok();
        (await olga.Post($"{All}/{shop.WorkspaceId}/suspend", new { reason = "Once more" })).Refused(409, "already_suspended");

        (await olga.Post($"{All}/{shop.WorkspaceId}/resume")).Ok();

        await Eventually.True(async () => (await app.Node.Get($"/widget/{shop.AppKey}/frame")).Status == 200, "the widget to be back");
        (await vera.Says("Back again")).Seq.ShouldBeGreaterThan(0);
        var sarah = await shop.Sarah.SignsInAgain();
        (await app.Node.Get("/api/v1/chatbots", key)).Ok();
        (await sarah.Get("/api/v1/audit-log?action=workspace.")).Actions().ShouldBe(["workspace.resumed", "workspace.suspended"]);
        (await app.Value<long>("select count(*) from audit_log where workspace_id = $1 and action in ('workspace.suspended', 'workspace.resumed') and actor_type = 'installation'", shop.WorkspaceId)).ShouldBe(2);
        (await app.Value<long>("select count(*) from audit_log where workspace_id is null and resource_id = $1 and action in ('workspace.suspended', 'workspace.resumed')", shop.WorkspaceId)).ShouldBe(2);
        (await olga.Post($"{All}/{shop.WorkspaceId}/resume")).Refused(409, "not_suspended");
    }

    [Fact]
    public async Task Ones_own_workspace_is_neither_suspended_nor_deleted()
    {
        var olga = await app.Olga();

        (await olga.Post($"{All}/{olga.WorkspaceId}/suspend", new { reason = "By a slip" })).Refused(409, "own_workspace");
        (await olga.Post($"{All}/{olga.WorkspaceId}/delete", new { name = "Hosting Company" })).Refused(409, "own_workspace");

        (await olga.Get("/api/v1/me")).Ok();
    }

    [Fact]
    public async Task A_workspace_is_deleted_by_its_name_with_all_that_is_in_it()
    {
        var (olga, shop) = (await app.Olga(), await app.Shop("Closing Down"));
        await shop.Visitor("Vera").Says("Hello");

        (await olga.Post($"{All}/{shop.WorkspaceId}/delete", new { name = "Something else" })).Refused(422, "invalid_fields");
        (await olga.Post($"{All}/{shop.WorkspaceId}/delete", new { name = "Closing Down" })).Ok();

        (await olga.Get($"{All}/{shop.WorkspaceId}")).Status.ShouldBe(404);
        (await shop.Sarah.Get("/api/v1/me")).Refused(401, "not_signed_in");
        (await app.Value<long>("select (select count(*) from messages where workspace_id = $1) + (select count(*) from members where workspace_id = $1) + (select count(*) from audit_log where workspace_id = $1)", shop.WorkspaceId)).ShouldBe(0);
        (await app.Value<long>("select count(*) from users where email = $1", shop.Sarah.Email)).ShouldBe(0);
        (await olga.Get("/api/v1/installation/audit-log?action=workspace.deleted")).Ok().Text.ShouldContain("Closing Down");
    }

    [Fact]
    public async Task A_plan_and_a_switch_are_set_for_one_workspace()
    {
        var (olga, shop, neighbour) = (await app.Olga(), await app.Shop(), await app.Shop("Neighbour"));

        (await olga.Patch($"{All}/{shop.WorkspaceId}", new { plan = "platinum" })).Refused(422, "invalid_fields");
        (await Switches(olga, shop, "no_such_switch", true)).Refused(422, "invalid_fields");
        (await Switches(olga, shop, "live_answers", false)).Ok();

        (await Features(olga, shop)).GetProperty("live_answers").GetBoolean().ShouldBeFalse();
        (await Features(olga, neighbour)).TryGetProperty("live_answers", out _).ShouldBeFalse();
        (await Switches(olga, shop, "live_answers", null)).Ok();
        (await Features(olga, shop)).TryGetProperty("live_answers", out _).ShouldBeFalse();
        (await app.Value<long>("select count(*) from audit_log where workspace_id = $1 and action = 'workspace.feature_switched'", shop.WorkspaceId)).ShouldBe(2);
    }

    private static Task<Reply> Switches(Agent olga, Shop shop, string feature, bool? on) =>
        olga.Node.Send(HttpMethod.Put, $"{All}/{shop.WorkspaceId}/features/{feature}", new StringContent(JsonSerializer.Serialize(new { on }), System.Text.Encoding.UTF8, "application/json"), olga.AccessToken);

    private static async Task<JsonElement> Features(Agent olga, Shop shop) => (await olga.Get($"{All}/{shop.WorkspaceId}")).Ok()["workspace"].GetProperty("features");
}
