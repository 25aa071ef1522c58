using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>What a workspace asks of those who enter it, and that nobody locks everybody out.</summary>
public sealed class SecurityPolicies(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private const string Path = "/api/v1/security-policy";

    [Fact]
    public async Task A_policy_is_read_and_changed_field_by_field()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        (await sarah.Get(Path)).Ok()["ip_ranges"].GetArrayLength().ShouldBe(0);

        (await sarah.Patch(Path, new { ip_ranges = new[] { "127.1.2.3/8", " ::1/128 ", "::1", "203.0.113.7" }, session_hours = 12 })).Ok();
        var policy = (await sarah.Patch(Path, new { sign_in_methods = new[] { "password" } })).Ok();

        policy["ip_ranges"].EnumerateArray().Select(r => r.GetString()).ShouldBe(["127.0.0.0/8", "::1", "203.0.113.7"]);
        policy["session_hours"].GetInt32().ShouldBe(12);
        (await sarah.Patch(Path, "{\"session_hours\":null}")).Ok()["session_hours"].ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        (await sarah.Get(Path)).Ok()["sign_in_methods"][0].GetString().ShouldBe("password");
        (await app.Value<string>("select before->>'session_hours' || '/' || (after->>'sign_in_methods') from audit_log where workspace_id = $1 and action = 'security_policy.changed' order by at offset 1 limit 1", sarah.WorkspaceId)).ShouldBe("12/[\"password\"]");
    }

    [Theory]
    [InlineData("""{"ip_ranges":["not an address"]}""", "ip_ranges")]
    [InlineData("""{"ip_ranges":["10"]}""", "ip_ranges")]
    [InlineData("""{"ip_ranges":["127.0.0.1/33"]}""", "ip_ranges")]
    [InlineData("""{"ip_ranges":["fe80::1%eth0"]}""", "ip_ranges")]
    [InlineData("""{"ip_ranges":["::ffff:10.0.0.0/104"]}""", "ip_ranges")]
    [InlineData("""{"session_hours":0}""", "session_hours")]
    [InlineData("""{"session_hours":721}""", "session_hours")]
    [InlineData("""{"session_hours":1.5}""", "session_hours")]
    [InlineData("""{"session_hours":"many"}""", "session_hours")]
    [InlineData("""{"sign_in_methods":["carrier pigeon"]}""", "sign_in_methods")]
    [InlineData("""{"sign_in_methods":[null]}""", "sign_in_methods")]
    public async Task What_cannot_be_is_refused_by_field(string body, string field)
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");

        (await sarah.Patch(Path, body)).Refused(422, "invalid_fields")["errors"].TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task A_hundred_ranges_are_enough()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        string[] Ranges(int count) => ["127.0.0.1", .. Enumerable.Range(1, count - 1).Select(n => $"10.0.{n}.0/24")];

        (await sarah.Patch(Path, new { ip_ranges = Ranges(101) })).Refused(422, "invalid_fields");
        (await sarah.Patch(Path, new { ip_ranges = Ranges(100) })).Ok();
        (await sarah.Patch(Path, new { ip_ranges = "127.0.0.1" })).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Only_those_who_manage_security_see_and_change_it()
    {
        var shop = await app.Shop();
        var (admin, agent) = (await shop.Member("Ada", Frontdesk.Team.Role.Admin), await shop.Agent("Ben"));

        (await admin.Patch(Path, new { session_hours = 24 })).Ok();
        (await agent.Get(Path)).Refused(403, "not_permitted");
        (await agent.Patch(Path, new { session_hours = 1 })).Refused(403, "not_permitted");
    }

    [Fact]
    public async Task Nobody_locks_themselves_out_by_their_address()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");

        (await sarah.Patch(Path, new { ip_ranges = new[] { "203.0.113.0/24" } })).Refused(409, "would_lock_out").Detail!.ShouldContain("127.0.0.1");

        (await sarah.Get("/api/v1/auth/me")).Ok();
    }

    [Fact]
    public async Task Nobody_forbids_the_way_they_came_themselves()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");

        (await sarah.Patch(Path, new { sign_in_methods = new[] { "google" } })).Refused(409, "would_lock_out");
    }

    [Fact]
    public async Task Nobody_requires_a_second_factor_that_they_have_not()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        (await sarah.Patch(Path, new { require_second_factor = true })).Refused(409, "second_factor_needed");

        await app.Execute("update users set totp_enabled_at = now(), totp_secret_encrypted = 'x' where id = $1", sarah.UserId);
        (await sarah.Patch(Path, new { require_second_factor = true })).Refused(409, "sign_in_again");
    }

    [Fact]
    public async Task A_session_older_than_the_new_length_has_to_begin_anew_first()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        await app.Execute("update sessions set created_at = now() - interval '3 hours' where user_id = $1", sarah.UserId);

        (await sarah.Patch(Path, new { session_hours = 2 })).Refused(409, "sign_in_again");
    }

    [Fact]
    public async Task An_admin_cannot_lock_out_the_owners()
    {
        var shop = await app.Shop();
        var admin = await shop.Member("Ada", Frontdesk.Team.Role.Admin);
        await app.Execute("update users set password_hash = null where id = $1", shop.Sarah.UserId);

        (await admin.Patch(Path, new { sign_in_methods = new[] { "password" } })).Refused(409, "would_lock_out");
    }

    [Fact]
    public async Task Sessions_that_the_new_policy_refuses_end_with_their_sockets_and_others_stay()
    {
        var shop = await app.Shop();
        var (ben, eve, other) = (await shop.Agent("Ben"), await shop.Agent("Eve"), await Agent.Registers(app, "Olga", "Elsewhere"));
        var (bens, eves) = (await ben.Connects(), await eve.Connects());
        await app.Execute("update sessions set signed_in_with = 'google' where user_id = $1", ben.UserId);
        await app.Execute("update sessions set signed_in_with = 'google' where user_id = $1", other.UserId);

        (await shop.Sarah.Patch(Path, new { sign_in_methods = new[] { "password" } })).Ok();

        (await ben.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        (await bens.ClosedWith()).ShouldBe(4409);
        (await app.Value<string>("select ended_because from sessions where user_id = $1 and ended_at is not null order by ended_at desc limit 1", ben.UserId)).ShouldBe("security_policy");
        (await eve.Get("/api/v1/auth/me")).Ok();
        await eves.Settles();
        (await other.Get("/api/v1/auth/me")).Ok();
    }

    [Fact]
    public async Task Whoever_needs_a_second_factor_is_sent_to_set_it_up_and_stays_signed_in()
    {
        var shop = await app.Shop();
        var ben = await shop.Agent("Ben");
        var line = await ben.Connects();
        await app.Execute("update users set totp_enabled_at = now(), totp_secret_encrypted = 'x' where id = $1", shop.Sarah.UserId);
        await app.Execute("update sessions set second_factor_at = now() where user_id = $1", shop.Sarah.UserId);

        (await shop.Sarah.Patch(Path, new { require_second_factor = true })).Ok();

        (await ben.Get("/api/v1/chatbots")).Refused(403, "second_factor_required");
        (await ben.Get("/api/v1/auth/me")).Ok();
        (await line.ClosedWith()).ShouldBe(4409);
        (await shop.Sarah.Get("/api/v1/chatbots")).Ok();
    }

    [Fact]
    public async Task A_session_ends_when_it_is_as_old_as_the_policy_allows()
    {
        var shop = await app.Shop();
        var ben = await shop.Agent("Ben");
        (await shop.Sarah.Patch(Path, new { session_hours = 2 })).Ok();
        (await ben.Get("/api/v1/auth/me")).Ok();

        await app.Execute("update sessions set created_at = now() - interval '121 minutes' where user_id = $1", ben.UserId);

        (await ben.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
    }

    [Fact]
    public async Task The_page_does_what_the_api_does()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        using var browser = new Browser(app.Node);
        await browser.SignsIn(sarah.Email, Agent.Password);

        Browser.Words(await browser.Opens("/settings/security")).ShouldContain("Yours is 127.0.0.1");
        (await browser.Sends("/settings/security", ("sign_in_methods", "password"), ("ip_ranges", "nonsense"))).Status.ShouldBe(422);
        (await browser.Sends("/settings/security", ("ip_ranges", ""))).Status.ShouldBe(422); // no way to sign in is ticked
        (await browser.Sends("/settings/security", ("sign_in_methods", "password"), ("ip_ranges", "10.0.0.0/8"))).Status.ShouldBe(409);
        Browser.Words(await browser.Sends("/settings/security", ("sign_in_methods", "password"), ("sign_in_methods", "sso"), ("ip_ranges", "127.0.0.1\n10.0.0.0/8"), ("session_hours", "48"))).ShouldContain("Saved");

        (await sarah.Get(Path)).Ok()["session_hours"].GetInt32().ShouldBe(48);
        (await sarah.Get(Path)).Ok()["ip_ranges"].GetArrayLength().ShouldBe(2);
    }
}
