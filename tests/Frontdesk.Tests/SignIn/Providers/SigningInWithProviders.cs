using Frontdesk.SignIn.Providers;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn.Providers;

/// <summary>Google and Microsoft: who gets in, and which account is theirs.</summary>
public sealed class SigningInWithProviders(ProvidersApp app) : IClassFixture<ProvidersApp>
{
    [Fact]
    public async Task Somebody_new_names_their_company_and_owns_a_workspace()
    {
        var email = ProvidersApp.Address();
        app.Google.Sends("new-" + email, email, name: "Nina Newman");
        using var nina = app.Browser();

        var asked = await nina.Opens("/sign-in/google");
        Browser.Words(asked).ShouldContain(email);
        (await nina.Me()).Refused(401, "not_signed_in");
        (await nina.Sends("/sign-in/company", ("company_name", "x"), ("name", "Nina"))).Status.ShouldBe(422);
        (await nina.Sends("/sign-in/company", ("company_name", "Newman's"), ("name", "Nina Newman"))).Status.ShouldBe(200);

        var me = (await nina.Me()).Ok();
        me["email"].GetString().ShouldBe(email);
        me["role"].GetString().ShouldBe("owner");
        (await app.Value<bool>("select email_verified_at is not null and password_hash is null from users where email = $1", email)).ShouldBeTrue();
    }

    [Fact]
    public async Task The_company_page_is_for_nobody_else()
    {
        using var stranger = app.Browser();
        (await stranger.Sends("/sign-in/company", ("company_name", "Mine"), ("name", "Me"))).Status.ShouldBe(200);
        stranger.At.AbsolutePath.ShouldBe("/sign-in");
        (await stranger.Me()).Refused(401, "not_signed_in");
    }

    [Fact]
    public async Task Somebody_known_is_found_by_subject_when_the_address_has_changed()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        await Links(sarah, "sarah-1");

        app.Google.Sends("sarah-1", ProvidersApp.Address(), verified: false);
        using var browser = app.Browser();
        await browser.Opens("/sign-in/google");

        (await browser.Me()).Ok()["id"].GetGuid().ShouldBe(sarah.UserId);
    }

    [Fact]
    public async Task An_address_that_the_provider_does_not_vouch_for_opens_nothing()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        app.Google.Sends("mallory", sarah.Email, verified: false);
        using var mallory = app.Browser();

        Browser.Words(await mallory.Opens("/sign-in/google")).ShouldContain("does not confirm");

        (await mallory.Me()).Refused(401, "not_signed_in");
        (await Logins(sarah)).ShouldBe(0);
    }

    [Fact]
    public async Task A_vouched_for_address_links_to_the_account_that_has_proved_it_too()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");

        await Links(sarah, "sarah-2");

        (await Logins(sarah)).ShouldBe(1);
        (await sarah.SignsInAgain()).UserId.ShouldBe(sarah.UserId); // the password is hers and stays
    }

    [Fact]
    public async Task A_password_set_before_the_address_was_proved_does_not_survive_its_owner()
    {
        var mallory = await Agent.Registers(app, "Mallory", "Squatters"); // with the victim's address, and nobody has proved it
        await app.Execute("update users set email_verified_at = null where id = $1", mallory.UserId);
        await app.Execute("insert into external_logins (id, user_id, provider, subject, email, created_at, last_used_at) values ($1, $2, 'microsoft', 'left-behind', '', now(), now())", Guid.NewGuid(), mallory.UserId);
        app.Google.Sends("victim-" + mallory.UserId, mallory.Email);
        using var victim = app.Browser();

        await victim.Opens("/sign-in/google");

        (await victim.Me()).Ok()["id"].GetGuid().ShouldBe(mallory.UserId);
        (await app.Node.Post("/api/v1/auth/login", new { email = mallory.Email, password = Agent.Password })).Status.ShouldBe(401);
        (await mallory.Get("/api/v1/auth/me")).Refused(401, "not_signed_in");
        (await app.Value<string>("select provider from external_logins where user_id = $1", mallory.UserId)).ShouldBe("google");
    }

    [Fact]
    public async Task Microsofts_word_for_an_address_counts_only_where_it_has_checked_the_domain()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        SendsFromMicrosoft("ms-1", sarah.Email, checkedDomain: false);
        using var mallory = app.Browser();
        Browser.Words(await mallory.Opens("/sign-in/microsoft")).ShouldContain("does not confirm");
        (await mallory.Me()).Refused(401, "not_signed_in");

        SendsFromMicrosoft("ms-1", sarah.Email, checkedDomain: true);
        using var browser = app.Browser();
        await browser.Opens("/sign-in/microsoft");
        (await browser.Me()).Ok()["id"].GetGuid().ShouldBe(sarah.UserId);
        (await app.Value<string>("select subject from external_logins where user_id = $1", sarah.UserId)).ShouldBe($"{ProvidersApp.Tenant}:ms-1");
    }

    [Fact]
    public async Task A_subject_of_one_Microsoft_tenant_is_nobody_in_another()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        SendsFromMicrosoft("same", sarah.Email, checkedDomain: true);
        using (var browser = app.Browser())
        {
            await browser.Opens("/sign-in/microsoft");
            (await browser.Me()).Ok();
        }

        SendsFromMicrosoft("same", sarah.Email, checkedDomain: false, Guid.NewGuid());
        using var mallory = app.Browser();
        await mallory.Opens("/sign-in/microsoft");
        (await mallory.Me()).Refused(401, "not_signed_in");
    }

    [Fact]
    public async Task A_workspace_that_forbids_Google_lets_nobody_in_by_it()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        (await sarah.Patch("/api/v1/security-policy", new { sign_in_methods = new[] { "password" } })).Ok();

        app.Google.Sends("sarah-3", sarah.Email);
        using var browser = app.Browser();
        (await browser.Opens("/sign-in/google")).Status.ShouldBe(422);

        (await browser.Me()).Refused(401, "not_signed_in");
    }

    [Fact]
    public async Task A_suspended_account_gets_in_by_no_provider()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        await Links(sarah, "sarah-4");
        await app.Execute("update users set status = 'suspended' where id = $1", sarah.UserId);

        app.Google.Sends("sarah-4", sarah.Email);
        using var browser = app.Browser();
        (await browser.Opens("/sign-in/google")).Status.ShouldBe(422);
        (await browser.Me()).Refused(401, "not_signed_in");
    }

    [Theory]
    [InlineData("google")]
    [InlineData("microsoft")]
    public async Task Somebody_with_a_second_factor_is_asked_for_it_whoever_vouches(string provider)
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var phone = await Phone.SetUp(app, sarah);
        app.Google.Sends("sarah-" + provider, sarah.Email);
        SendsFromMicrosoft("sarah-" + provider, sarah.Email, checkedDomain: true);
        using var browser = app.Browser();

        await browser.Opens("/sign-in/" + provider);

        browser.At.AbsolutePath.ShouldBe("/sign-in/second-step");
        (await browser.Me()).Refused(401, "not_signed_in");
        (await browser.Sends("/sign-in/second-step", ("code", "000000"))).Status.ShouldBe(422);
        (await browser.Me()).Refused(401, "not_signed_in");
        await browser.Sends("/sign-in/second-step", ("code", await phone.NextCode()));
        (await browser.Me()).Ok()["id"].GetGuid().ShouldBe(sarah.UserId);
    }

    [Fact]
    public async Task Buttons_stand_only_where_a_provider_is_set_up()
    {
        using var browser = app.Browser();
        (await browser.Opens("/sign-in")).Text.ShouldContain("href=\"/sign-in/google\"");
        var bare = await app.SecondNode(builder => builder.Configuration["FRONTDESK_GOOGLE_CLIENT_ID"] = "");

        var page = await bare.Get("/sign-in");

        page.Text.ShouldNotContain("/sign-in/google");
        page.Text.ShouldContain("/sign-in/microsoft");
        (await bare.Get("/sign-in/google")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task One_comes_out_at_a_page_of_ours_and_nowhere_else()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        app.Google.Sends("sarah-5", sarah.Email);
        using var browser = app.Browser();

        await browser.Opens("/sign-in/google?return_to=" + Uri.EscapeDataString("/chatbots"));
        browser.At.AbsolutePath.ShouldBe("/chatbots");
        await browser.Opens("/sign-in/google?return_to=" + Uri.EscapeDataString("//evil.test/"));
        browser.At.AbsoluteUri.ShouldBe(app.Node.Url + "/inbox");
    }

    [Theory]
    [InlineData(true, false, null, NextInSignIn.Enter)]
    [InlineData(true, true, true, NextInSignIn.Enter)]
    [InlineData(false, false, null, NextInSignIn.NotVouchedFor)]
    [InlineData(false, false, true, NextInSignIn.NotVouchedFor)]
    [InlineData(false, false, false, NextInSignIn.NotVouchedFor)]
    [InlineData(false, true, null, NextInSignIn.AskForCompany)]
    [InlineData(false, true, true, NextInSignIn.LinkAndEnter)]
    [InlineData(false, true, false, NextInSignIn.ClaimAndEnter)]
    public void Providers_for_everybody_link_by_this_table(bool linked, bool vouchedFor, bool? accountProved, NextInSignIn next) =>
        Linking.Decide(linked, vouchedFor, accountProved).ShouldBe(next);

    [Theory]
    [InlineData(true, true, true, false, NextInSignIn.Enter)]
    [InlineData(true, false, true, true, NextInSignIn.ForeignDomain)]
    [InlineData(false, false, true, true, NextInSignIn.ForeignDomain)]
    [InlineData(false, true, true, false, NextInSignIn.ConfirmByMail)]
    [InlineData(false, true, false, true, NextInSignIn.ConfirmByMail)]
    [InlineData(false, true, false, false, NextInSignIn.NotInvited)]
    public void A_workspaces_own_provider_links_by_this_table(bool linked, bool domainListed, bool isMember, bool createsMembers, NextInSignIn next) =>
        Linking.Decide(linked, domainListed, isMember, createsMembers).ShouldBe(next);

    private async Task Links(Agent agent, string subject)
    {
        app.Google.Sends(subject, agent.Email);
        using var browser = app.Browser();
        await browser.Opens("/sign-in/google");
        (await browser.Me()).Ok()["id"].GetGuid().ShouldBe(agent.UserId);
    }

    private void SendsFromMicrosoft(string subject, string email, bool checkedDomain, Guid? tenant = null)
    {
        app.Microsoft.Sends(subject, email);
        var from = tenant ?? ProvidersApp.Tenant;
        app.Microsoft.Lies = claims =>
        {
            (claims["tid"], claims["iss"]) = (from.ToString(), $"{app.Microsoft.Origin}/{from}/v2.0");
            if (checkedDomain)
            {
                claims["xms_edov"] = true;
            }
        };
    }

    private Task<long> Logins(Agent agent) => app.Value<long>("select count(*) from external_logins where user_id = $1", agent.UserId);
}
