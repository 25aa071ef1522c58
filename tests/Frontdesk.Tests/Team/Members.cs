using Frontdesk.Conversations;
using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Team;

/// <summary>What happens to those who are in a workspace.</summary>
public sealed class Members(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private static async Task<string> Path(Shop shop, Agent agent) => $"/api/v1/members/{await shop.MemberId(agent)}";

    [Fact]
    public async Task The_team_is_listed_by_role_status_and_name()
    {
        var shop = await app.Shop();
        await shop.Agent("Mike");
        var vera = await shop.Viewer("Vera");
        (await shop.Sarah.Post(await Path(shop, vera) + "/deactivate")).Ok();

        async Task<string[]> Names(string query) => [.. (await shop.Sarah.Get("/api/v1/members" + query)).Ok()["data"].EnumerateArray().Select(m => m.GetProperty("name").GetString()!)];

        (await Names("")).ShouldBe(["Sarah", "Mike", "Vera"]);
        (await Names("?role=agent")).ShouldBe(["Mike"]);
        (await Names("?status=inactive")).ShouldBe(["Vera"]);
        (await Names("?q=mIk")).ShouldBe(["Mike"]);
        (await Names("?q=%25")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_role_ends_session_and_sockets_on_every_node_and_counts_from_then_on()
    {
        var shop = await app.Shop();
        var second = await app.SecondNode();
        var mike = await shop.Agent("Mike");
        var (here, there) = (await mike.Connects(), await mike.Connects(to: second));

        (await shop.Sarah.Patch(await Path(shop, mike), new { role = "viewer" })).Ok()["role"].GetString().ShouldBe("viewer");

        (await here.ClosedWith()).ShouldBe(4409);
        (await there.ClosedWith()).ShouldBe(4409);
        (await mike.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        var again = await mike.SignsInAgain();
        (await again.Post("/api/v1/chatbots", new { name = "Nope" })).Refused(403, "not_permitted");
    }

    [Fact]
    public async Task What_changes_nothing_ends_nothing()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        (await shop.Sarah.Patch(await Path(shop, mike), new { role = "agent", grants = Array.Empty<string>() })).Ok();
        (await mike.Get("/api/v1/auth/me")).Ok();
    }

    [Fact]
    public async Task A_deactivated_member_is_out_until_let_in_again()
    {
        var shop = await app.Shop();
        var (mike, vera) = (await shop.Agent("Mike"), await shop.Agent("Vera"));
        var line = await mike.Connects();
        var path = await Path(shop, mike);

        (await shop.Sarah.Post(path + "/deactivate")).Ok()["status"].GetString().ShouldBe("inactive");
        (await line.ClosedWith()).ShouldBe(4409);
        (await mike.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        (await app.Node.Post("/api/v1/auth/login", new { email = mike.Email, password = Agent.Password })).Status.ShouldNotBe(200);
        (await vera.Get("/api/v1/auth/me")).Ok();

        (await shop.Sarah.Post(path + "/reactivate")).Ok();
        (await (await mike.SignsInAgain()).Get("/api/v1/auth/me")).Ok();
    }

    [Fact]
    public async Task A_removed_member_is_out_on_every_node_and_keeps_the_account()
    {
        var shop = await app.Shop();
        var second = await app.SecondNode();
        var mike = await shop.Agent("Mike");
        var line = await mike.Connects(to: second);

        (await shop.Sarah.Delete(await Path(shop, mike))).Status.ShouldBe(204);

        (await line.ClosedWith()).ShouldBe(4409);
        (await mike.Get("/api/v1/conversations")).Refused(401, "not_signed_in");
        (await app.Value<long>("select count(*) from users where id = $1", mike.UserId)).ShouldBe(1);
        (await app.Value<long>("select count(*) from members where user_id = $1", mike.UserId)).ShouldBe(0);
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("deactivated")]
    [InlineData("made a viewer")]
    [InlineData("limited to another chatbot")]
    public async Task What_somebody_handled_waits_for_a_colleague(string how)
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        var ann = shop.Visitor("Ann");
        var said = await ann.Says("Hello");
        await mike.TakesOver(said.ConversationId);
        var path = await Path(shop, mike);
        var other = (await shop.Sarah.Post("/api/v1/chatbots", new { name = "Second" })).Ok()["id"].GetGuid();

        (await (how switch
        {
            "removed" => shop.Sarah.Delete(path),
            "deactivated" => shop.Sarah.Post(path + "/deactivate"),
            "made a viewer" => shop.Sarah.Patch(path, new { role = "viewer" }),
            _ => shop.Sarah.Patch(path, new { chatbot_ids = new[] { other } }),
        })).Ok();

        var seen = await shop.Sarah.Sees(said.ConversationId);
        seen.Row.Status.ShouldBe(ConversationStatus.Escalated);
        seen.Row.AssignedAgent.ShouldBeNull();
        seen.Row.WaitingSince.ShouldNotBeNull();
        (await shop.Log(said.ConversationId)).ShouldContain(EventKind.AgentLeft);
        await ann.Notices(EventKind.AgentLeft);
        await shop.Sarah.TakesOver(said.ConversationId);
    }

    [Fact]
    public async Task Who_keeps_the_right_keeps_the_conversation()
    {
        var shop = await app.Shop();
        var (mike, vera) = (await shop.Agent("Mike"), await shop.Agent("Vera"));
        var said = await shop.Visitor("Ann").Says("Hello");
        await mike.TakesOver(said.ConversationId);

        (await shop.Sarah.Patch(await Path(shop, mike), new { role = "admin" })).Ok();
        (await shop.Sarah.Delete(await Path(shop, vera))).Ok();

        (await shop.Sarah.Sees(said.ConversationId)).Row.Status.ShouldBe(ConversationStatus.AgentHandling);
    }

    [Fact]
    public async Task Of_two_owners_who_demote_each_other_at_once_one_stays()
    {
        for (var n = 0; n < 5; n++)
        {
            var shop = await app.Shop();
            var olga = await shop.Member("Olga", Role.Owner);
            var (sarahs, olgas) = (await Path(shop, shop.Sarah), await Path(shop, olga));

            await Task.WhenAll(olga.Patch(sarahs, new { role = "viewer" }), shop.Sarah.Patch(olgas, new { role = "viewer" }));

            (await app.Value<long>("select count(*) from members where workspace_id = $1 and role = 'owner' and status = 'active'", shop.WorkspaceId)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Of_two_owners_who_leave_at_once_one_stays()
    {
        for (var n = 0; n < 5; n++)
        {
            var shop = await app.Shop();
            var olga = await shop.Member("Olga", Role.Owner);

            var answers = await Task.WhenAll(olga.Post("/api/v1/members/leave"), shop.Sarah.Post("/api/v1/members/leave"));

            answers.Count(a => a.Status == 204).ShouldBe(1);
            answers.Count(a => a.Code == "last_owner").ShouldBe(1);
        }
    }

    [Fact]
    public async Task The_last_owner_can_be_neither_demoted_nor_excluded_nor_leave()
    {
        var shop = await app.Shop();
        var olga = await shop.Member("Olga", Role.Owner);
        (await shop.Sarah.Post(await Path(shop, olga) + "/deactivate")).Ok(); // an owner who cannot sign in does not count

        (await shop.Sarah.Post("/api/v1/members/leave")).Refused(409, "last_owner");
        (await shop.Sarah.Delete(await Path(shop, shop.Sarah))).Refused(409, "last_owner");
        (await shop.Sarah.Patch(await Path(shop, shop.Sarah), new { role = "admin" })).Refused(409, "own_place");
        (await shop.Sarah.Post(await Path(shop, shop.Sarah) + "/deactivate")).Refused(409, "own_place");
    }

    [Fact]
    public async Task An_admin_touches_no_owner_makes_none_and_gives_nothing_beyond_own_rights()
    {
        var shop = await app.Shop();
        var (amy, mike) = (await shop.Member("Amy", Role.Admin), await shop.Agent("Mike"));
        var (sarahs, mikes) = (await Path(shop, shop.Sarah), await Path(shop, mike));

        (await amy.Patch(sarahs, new { role = "viewer" })).Refused(403, "owners_only");
        (await amy.Post(sarahs + "/deactivate")).Refused(403, "owners_only");
        (await amy.Delete(sarahs)).Refused(403, "owners_only");
        (await amy.Patch(mikes, new { role = "owner" })).Refused(403, "owners_only");
        (await amy.Patch(mikes, new { grants = new[] { "billing.manage" } })).Refused(403, "beyond_own_rights");
        (await amy.Patch(mikes, new { grants = new[] { "chatbot.delete" } })).Ok();
    }

    [Fact]
    public async Task A_grant_reaches_what_the_role_does_not()
    {
        var shop = await app.Shop();
        var mike = await shop.Agent("Mike");
        (await mike.Get("/api/v1/audit-log")).Refused(403, "not_permitted");

        (await shop.Sarah.Patch(await Path(shop, mike), new { grants = new[] { "audit.view" } })).Ok();

        (await (await mike.SignsInAgain()).Get("/api/v1/audit-log")).Ok();
    }

    [Fact]
    public async Task Extra_fields_have_no_effect()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var mike = await shop.Agent("Mike");
        var id = await shop.MemberId(mike);

        (await shop.Sarah.Patch($"/api/v1/members/{id}", new { id = Guid.Empty, workspace_id = other.WorkspaceId, user_id = other.Sarah.UserId, status = "suspended", is_super_admin = true })).Ok();

        (await app.Value<bool>("select exists (select from members where id = $1 and workspace_id = $2 and user_id = $3 and status = 'active' and role = 'agent')", id, shop.WorkspaceId, mike.UserId)).ShouldBeTrue();
        (await mike.Get("/api/v1/auth/me")).Ok();
    }

    [Fact]
    public async Task Another_workspaces_member_is_not_there()
    {
        var (shop, other) = (await app.Shop(), await app.Shop("Other"));
        var path = await Path(shop, await shop.Agent("Mike"));

        (await other.Sarah.Get(path)).Refused(404, "member_not_found");
        (await other.Sarah.Patch(path, new { role = "viewer" })).Refused(404, "member_not_found");
        (await other.Sarah.Post(path + "/deactivate")).Refused(404, "member_not_found");
        (await other.Sarah.Delete(path)).Refused(404, "member_not_found");
        var own = await Path(other, await other.Agent("Ute"));
        (await other.Sarah.Patch(own, new { chatbot_ids = new[] { shop.ChatbotId } })).Refused(422, "invalid_fields");
    }

    [Theory]
    [InlineData("""{ "role": "king" }""", 400)]
    [InlineData("""{ "grants": ["no.such"] }""", 422)]
    [InlineData("""{ "grants": "chatbot.delete" }""", 400)]
    [InlineData("""{ "chatbot_ids": ["x"] }""", 422)]
    [InlineData("""{ "chatbot_ids": [] }""", 422)]
    [InlineData("""[]""", 400)]
    public async Task What_cannot_be_a_place_is_refused(string body, int status)
    {
        var shop = await app.Shop();
        (await app.Node.Send(HttpMethod.Patch, await Path(shop, await shop.Agent("Mike")), new StringContent(body, System.Text.Encoding.UTF8, "application/json"), shop.Sarah.AccessToken)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task The_roles_are_the_one_table()
    {
        var shop = await app.Shop();
        var roles = (await shop.Sarah.Get("/api/v1/roles")).Ok();
        var delete = roles["permissions"].EnumerateArray().Single(p => p.GetProperty("permission").GetString() == "chatbot.delete");
        delete.GetProperty("roles").EnumerateArray().Select(r => r.GetString()).ShouldBe(["owner", "admin"]);
        (await (await shop.Viewer("Vera")).Get("/api/v1/roles")).Refused(403, "not_permitted");
    }
}
