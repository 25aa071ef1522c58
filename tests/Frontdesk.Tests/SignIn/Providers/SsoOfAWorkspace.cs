using Frontdesk.Team;
using Frontdesk.Tests.Harness;
using Npgsql;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn.Providers;

/// <summary>A workspace's own provider: whom it may send, and the walls that a malicious one meets.</summary>
public sealed class SsoOfAWorkspace(ProvidersApp app) : IClassFixture<ProvidersApp>, IAsyncLifetime
{
    private readonly ScriptedIssuer _issuer = ScriptedIssuer.Start();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Fact]
    public async Task A_connection_is_set_up_changed_and_deleted_and_its_secret_is_never_shown()
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var id = await ProvidersApp.Connects(owner, _issuer);

        var view = (await owner.Get($"/api/v1/sso-connections/{id}")).Ok();
        view["redirect_uri"].GetString().ShouldBe($"{app.Node.Url}/sign-in/callback/{id}");
        (await owner.Patch($"/api/v1/sso-connections/{id}", new { name = "Corp 2", email_domains = new[] { " @Corp.TEST ", "corp.test" } })).Ok()["email_domains"][0].GetString().ShouldBe("corp.test");
        (await owner.Get("/api/v1/sso-connections")).Ok().Text.ShouldNotContain(ScriptedIssuer.Secret);
        view.Text.ShouldNotContain("secret");
        (await app.Value<string>("select client_secret_encrypted from sso_connections where id = $1", id)).ShouldNotContain(ScriptedIssuer.Secret);
        (await app.Value<string>("select coalesce(string_agg(coalesce(before::text, '') || coalesce(after::text, ''), ''), '') from audit_log where resource_id = $1", id)).ShouldNotContain("ecret");
        (await app.Value<long>("select count(*) from audit_log where resource_id = $1 and action in ('sso_connection.created', 'sso_connection.changed')", id)).ShouldBe(2);
        (await owner.Post($"/api/v1/sso-connections/{id}/test")).Ok()["works"].GetBoolean().ShouldBeTrue();
        (await owner.Delete($"/api/v1/sso-connections/{id}")).Status.ShouldBe(204);
        (await owner.Get($"/api/v1/sso-connections/{id}")).Refused(404, "not_found");
    }

    [Theory]
    [InlineData("name", "x")]
    [InlineData("issuer", "http://login.corp.test")]
    [InlineData("issuer", "javascript:alert(1)")]
    [InlineData("issuer", "https://user:pass@login.corp.test")]
    [InlineData("issuer", "https://login.corp.test/?x=1")]
    [InlineData("client_id", "")]
    [InlineData("client_secret", "")]
    [InlineData("email_domains", "not a domain")]
    [InlineData("default_role", "owner")]
    public async Task What_cannot_be_is_refused_by_field(string field, string value)
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var body = new Dictionary<string, object> { ["name"] = "Corp", ["issuer"] = _issuer.Origin, ["client_id"] = "x", ["client_secret"] = "y", ["email_domains"] = new[] { "corp.test" } };
        body[field] = field == "email_domains" ? new[] { value } : value;

        (await owner.Post("/api/v1/sso-connections", body)).Refused(422, "invalid_fields")["errors"].TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Other_workspaces_and_agents_reach_no_connection()
    {
        var shop = await app.Shop();
        var id = await ProvidersApp.Connects(shop.Sarah, _issuer);
        var (agent, stranger) = (await shop.Agent("Ben"), await Agent.Registers(app, "Mallory", "Elsewhere"));

        (await agent.Get("/api/v1/sso-connections")).Refused(403, "not_permitted");
        (await stranger.Get($"/api/v1/sso-connections/{id}")).Refused(404, "not_found");
        (await stranger.Patch($"/api/v1/sso-connections/{id}", new { name = "Mine" })).Refused(404, "not_found");
        (await stranger.Post($"/api/v1/sso-connections/{id}/test")).Refused(404, "not_found");
        (await stranger.Delete($"/api/v1/sso-connections/{id}")).Refused(404, "not_found");
        (await stranger.Get("/api/v1/sso-connections")).Ok()["data"].GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Somebody_new_joins_after_the_mailbox_has_agreed()
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var connection = await ProvidersApp.Connects(owner, _issuer, createMembers: true);
        var email = ProvidersApp.Address();
        _issuer.Sends("new", email);
        using var ann = app.Browser();

        Browser.Words(await ann.Opens($"/sign-in/sso/{connection}")).ShouldContain("Check your mail");
        (await ann.Me()).Refused(401, "not_signed_in");
        (await app.Value<long>("select count(*) from users where email = $1", email)).ShouldBe(0);

        var token = ProvidersApp.TokenIn(await app.Letter(email));
        (await ann.Sends("/sign-in/confirm", ("token", token))).Status.ShouldBe(200);
        (await ann.Me()).Refused(401, "not_signed_in"); // the letter confirms, and lets nobody in
        await ann.Opens($"/sign-in/sso/{connection}");

        var me = (await ann.Me()).Ok();
        me["workspace_id"].GetGuid().ShouldBe(owner.WorkspaceId);
        me["role"].GetString().ShouldBe("agent");
        (await ann.Sends("/sign-in/confirm", ("token", token))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Whoever_has_the_letter_of_somebody_else_or_none_confirms_nothing()
    {
        using var mallory = app.Browser();
        (await mallory.Sends("/sign-in/confirm", ("token", "fda_" + new string('0', 64)))).Status.ShouldBe(422);
        (await mallory.Sends("/sign-in/confirm", ("token", ""))).Status.ShouldBe(422);

        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var connection = await ProvidersApp.Connects(owner, _issuer, createMembers: true);
        var email = ProvidersApp.Address();
        _issuer.Sends("late", email);
        await mallory.Opens($"/sign-in/sso/{connection}");
        var token = ProvidersApp.TokenIn(await app.Letter(email));
        await app.Execute("update sso_arrivals set expires_at = now() - interval '1 second' where email = $1", email);
        (await mallory.Sends("/sign-in/confirm", ("token", token))).Status.ShouldBe(422);
        (await app.Value<long>("select count(*) from sso_arrivals where email = $1 and token_hash is not null", email)).ShouldBe(1); // hashed, as the token itself is nowhere
        (await app.Value<string>("select coalesce(string_agg(payload::text, ''), '') from jobs")).ShouldNotContain("fda_");
    }

    [Fact]
    public async Task A_member_is_linked_by_the_mailbox_and_not_by_the_providers_word()
    {
        var shop = await app.Shop();
        var ben = await shop.Agent("Ben");
        var connection = await ProvidersApp.Connects(shop.Sarah, _issuer, "company.test");
        _issuer.Sends("claims-to-be-ben", ben.Email);
        using var browser = app.Browser();

        await browser.Opens($"/sign-in/sso/{connection}");
        (await browser.Me()).Refused(401, "not_signed_in");

        await browser.Sends("/sign-in/confirm", ("token", ProvidersApp.TokenIn(await app.Letter(ben.Email))));
        await browser.Opens($"/sign-in/sso/{connection}");
        (await browser.Me()).Ok()["id"].GetGuid().ShouldBe(ben.UserId);
    }

    [Fact]
    public async Task A_malicious_workspace_asserting_anothers_address_gets_nothing()
    {
        var victim = await Agent.Registers(app, "Victoria", "Victims");
        var mallory = await Agent.Registers(app, "Mallory", "Evil");
        var connection = await ProvidersApp.Connects(mallory, _issuer, "company.test", createMembers: true);
        _issuer.Sends("victim", victim.Email);
        using var browser = app.Browser();

        await browser.Opens($"/sign-in/sso/{connection}");

        (await browser.Me()).Refused(401, "not_signed_in");
        var letter = await app.Letter(victim.Email); // the victim is told, and even a click would do nothing
        letter.ShouldNotContain("#fda_");
        (await app.Value<long>("select count(*) from external_logins where user_id = $1", victim.UserId)).ShouldBe(0);
        (await app.Value<long>("select count(*) from members where user_id = $1", victim.UserId)).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_does_not_tell_whether_somebody_has_an_account_elsewhere()
    {
        var known = await Agent.Registers(app, "Victoria", "Victims");
        var mallory = await Agent.Registers(app, "Mallory", "Evil");
        var connection = await ProvidersApp.Connects(mallory, _issuer, "company.test", createMembers: true);

        var (one, other) = (await Shown(connection, known.Email), await Shown(connection, ProvidersApp.Address("company.test")));

        one.ShouldBe(other);
    }

    [Fact]
    public async Task Only_addresses_of_the_listed_domains_come_in()
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var connection = await ProvidersApp.Connects(owner, _issuer, "corp.test", createMembers: true);
        foreach (var email in new[] { ProvidersApp.Address("evil.test"), ProvidersApp.Address("evil-corp.test"), ProvidersApp.Address("sub.corp.test") })
        {
            (await Shown(connection, email)).ShouldContain("signs in people of Tarnholt only");
            app.Mails(email).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Without_create_members_nobody_joins()
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var connection = await ProvidersApp.Connects(owner, _issuer);

        (await Shown(connection, ProvidersApp.Address())).ShouldContain("You are not a member");
    }

    [Fact]
    public async Task Somebody_removed_from_the_workspace_does_not_come_back_through_it()
    {
        var shop = await app.Shop();
        var (ben, connection) = await LinkedAgent(shop);
        await app.Execute("delete from members where user_id = $1", ben.UserId);
        await app.Execute("update sso_connections set create_members = true where id = $1", connection);

        using var browser = app.Browser();
        Browser.Words(await browser.Opens($"/sign-in/sso/{connection}")).ShouldContain("You are not a member");
        (await browser.Me()).Refused(401, "not_signed_in");
    }

    [Fact]
    public async Task A_session_begun_by_one_workspaces_provider_enters_no_other_workspace()
    {
        var shop = await app.Shop();
        var (ben, connection) = await LinkedAgent(shop);
        var elsewhere = await app.Shop("Elsewhere");
        await app.Execute("insert into members (id, workspace_id, user_id, role, last_active_at) values ($1, $2, $3, 'owner', now())", Guid.NewGuid(), elsewhere.WorkspaceId, ben.UserId);
        using var browser = app.Browser();

        await browser.Opens($"/sign-in/sso/{connection}"); // the other workspace is the one last worked in

        (await browser.Me()).Ok()["workspace_id"].GetGuid().ShouldBe(shop.WorkspaceId);
        var refused = await Should.ThrowAsync<PostgresException>(() => app.Execute("update sessions set workspace_id = $1 where signed_in_with = $2", elsewhere.WorkspaceId, $"sso:{connection}"));
        refused.SqlState.ShouldBe(PostgresErrorCodes.CheckViolation);
    }

    [Fact]
    public async Task A_session_begun_by_a_workspaces_provider_does_not_reach_the_account()
    {
        var shop = await app.Shop();
        var (ben, connection) = await LinkedAgent(shop);
        using var browser = app.Browser();
        await browser.Opens($"/sign-in/sso/{connection}");
        var login = await app.Value<Guid>("select id from external_logins where user_id = $1", ben.UserId);

        app.Google.Sends("mallorys-google", ProvidersApp.Address());
        (await browser.Opens("/account/linked/to/google")).Refused(403, "sso_session");
        (await browser.Sends($"/account/linked/{login}/unlink")).Refused(403, "sso_session");

        (await app.Value<long>("select count(*) from external_logins where user_id = $1", ben.UserId)).ShouldBe(1);
        Browser.Words(await browser.Opens("/account/linked")).ShouldContain("You signed in through your company");
    }

    [Fact]
    public async Task Switching_a_connection_off_ends_what_came_through_it_at_once()
    {
        var shop = await app.Shop();
        var (ben, connection) = await LinkedAgent(shop);
        using var browser = app.Browser();
        await browser.Opens($"/sign-in/sso/{connection}");
        (await browser.Me()).Ok();

        (await shop.Sarah.Patch($"/api/v1/sso-connections/{connection}", new { enabled = false })).Ok();

        (await browser.Me()).Refused(401, "not_signed_in");
        (await browser.Opens($"/sign-in/sso/{connection}")).Status.ShouldBe(404);
        (await ben.Get("/api/v1/auth/me")).Ok(); // by password, and untouched
    }

    [Fact]
    public async Task Turning_a_connection_to_another_issuer_forgets_whom_the_first_one_knew()
    {
        var shop = await app.Shop();
        var (ben, connection) = await LinkedAgent(shop);
        await using var evil = ScriptedIssuer.Start();
        evil.Sends("ben", ben.Email);

        (await shop.Sarah.Patch($"/api/v1/sso-connections/{connection}", new { issuer = evil.Origin })).Ok();

        using var browser = app.Browser();
        await browser.Opens($"/sign-in/sso/{connection}");
        (await browser.Me()).Refused(401, "not_signed_in");
    }

    [Fact]
    public async Task The_last_way_in_of_the_owners_cannot_be_taken_away()
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var connection = await ProvidersApp.Connects(owner, _issuer, "company.test");
        await app.Execute("update users set password_hash = null where id = $1", owner.UserId);

        (await owner.Patch($"/api/v1/sso-connections/{connection}", new { enabled = false })).Refused(409, "would_lock_out");
        (await owner.Delete($"/api/v1/sso-connections/{connection}")).Refused(409, "would_lock_out");
        (await owner.Get($"/api/v1/sso-connections/{connection}")).Ok()["enabled"].GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task The_address_leads_to_the_companys_own_page()
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var domain = $"d{Guid.NewGuid():N}.test";
        var connection = await ProvidersApp.Connects(owner, _issuer, domain);
        using var browser = app.Browser();

        (await browser.Sends("/sign-in/sso", ("email", "ann@" + domain.ToUpperInvariant()))).Text.ShouldContain($"/sign-in/sso/{connection}?");
        (await browser.Sends("/sign-in/sso", ("email", "ann@unknown.test"))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task The_pages_do_what_the_api_does()
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        using var browser = app.Browser();
        await browser.SignsIn(owner.Email, Agent.Password);
        (string, string)[] form = [("name", "Corp"), ("issuer", _issuer.Origin), ("client_id", "frontdesk"), ("client_secret", "s3cret-value"), ("email_domains", "corp.test\ncorp.example"), ("default_role", "viewer"), ("enabled", "true")];

        (await browser.Sends("/settings/sso", [.. form.Where(f => f.Item1 != "issuer")])).Status.ShouldBe(422);
        var page = await browser.Sends("/settings/sso", form);
        page.Text.ShouldContain("/sign-in/callback/");
        page.Text.ShouldNotContain("s3cret-value");
        var address = browser.At.AbsolutePath;
        Browser.Words(await browser.Sends(address + "/test")).ShouldContain("answers as it should");
        Browser.Words(await browser.Sends(address, [.. form.Where(f => f.Item1 != "enabled")])).ShouldContain("until you switch it on again");
        Browser.Words(await browser.Opens("/settings/sso")).ShouldContain("Switched off");
        Browser.Words(await browser.Sends(address + "/delete")).ShouldContain("No connection yet");
    }

    /// <summary>An agent of the shop whom the issuer knows as "ben".</summary>
    private async Task<(Agent Ben, Guid Connection)> LinkedAgent(Shop shop)
    {
        var ben = await shop.Member("Ben", Role.Agent);
        var connection = await ProvidersApp.Connects(shop.Sarah, _issuer, "company.test");
        await app.Execute("insert into external_logins (id, user_id, provider, subject, email, created_at, last_used_at) values ($1, $2, $3, 'ben', '', now(), now())", Guid.NewGuid(), ben.UserId, $"sso:{connection}");
        _issuer.Sends("ben", ben.Email);
        return (ben, connection);
    }

    private async Task<string> Shown(Guid connection, string email)
    {
        _issuer.Sends(email, email);
        using var browser = app.Browser();
        var words = Browser.Words(await browser.Opens($"/sign-in/sso/{connection}"));
        (await browser.Me()).Refused(401, "not_signed_in");
        return words.Replace(email, "ADDRESS");
    }
}
