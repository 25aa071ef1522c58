using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn.Providers;

/// <summary>Linking an account elsewhere to one's own, and taking it away.</summary>
public sealed class LinkedAccounts(ProvidersApp app) : IClassFixture<ProvidersApp>
{
    [Fact]
    public async Task A_linked_account_signs_in_whatever_its_address_is()
    {
        var (sarah, browser) = await SignedIn();
        app.Google.Sends("g-" + sarah.UserId, ProvidersApp.Address("gmail.test"), verified: false);

        Browser.Words(await browser.Opens("/account/linked/to/google")).ShouldContain("Google is linked");

        (await sarah.Get("/api/v1/me/linked-accounts")).Ok()["data"][0].GetProperty("provider").GetString().ShouldBe("google");
        using var later = app.Browser();
        await later.Opens("/sign-in/google");
        (await later.Me()).Ok()["id"].GetGuid().ShouldBe(sarah.UserId);
    }

    [Fact]
    public async Task Another_website_cannot_begin_a_link()
    {
        var (sarah, browser) = await SignedIn();
        app.Google.Sends("mallory-" + sarah.UserId, ProvidersApp.Address());

        await browser.OpensFromElsewhere("/account/linked/to/google");

        (await Count(sarah)).ShouldBe(0);
    }

    [Fact]
    public async Task A_link_is_made_only_in_the_session_that_asked()
    {
        var (sarah, browser) = await SignedIn();
        app.Google.Sends("x-" + sarah.UserId, ProvidersApp.Address());
        using var other = app.Browser();
        var mallory = await Agent.Registers(app, "Mallory", "Evil");
        await other.SignsIn(mallory.Email, Agent.Password);

        // Mallory begins the link, and plants both the answer and the cookie of the attempt in Sarah's browser.
        var toProvider = await Begin(other);
        var attempt = other.Cookies.Single(c => c.Name.StartsWith("fd_attempt_", StringComparison.Ordinal));
        var back = (await other.Step(toProvider)).Headers["Location"].Single();
        var session = browser.Cookies.Single(c => c.Name.EndsWith("fd_session", StringComparison.Ordinal));
        await app.Node.Get(new Uri(back).PathAndQuery, null, ("Cookie", $"{session.Name}={session.Value}; {attempt.Name}={attempt.Value}"));

        (await Count(sarah)).ShouldBe(0);
        (await Count(mallory)).ShouldBe(0);
    }

    [Fact]
    public async Task An_account_elsewhere_belongs_to_one_account_here()
    {
        var (_, first) = await SignedIn();
        var (second, browser) = await SignedIn();
        app.Google.Sends("shared-" + second.UserId, ProvidersApp.Address());
        await first.Opens("/account/linked/to/google");

        Browser.Words(await browser.Opens("/account/linked/to/google")).ShouldContain("belongs to another account");

        (await Count(second)).ShouldBe(0);
    }

    [Fact]
    public async Task The_last_way_in_stays()
    {
        var (sarah, browser) = await SignedIn();
        app.Google.Sends("last-" + sarah.UserId, ProvidersApp.Address());
        await browser.Opens("/account/linked/to/google");
        var id = (await sarah.Get("/api/v1/me/linked-accounts")).Ok()["data"][0].GetProperty("id").GetGuid();
        var stranger = await Agent.Registers(app, "Mallory", "Evil");

        (await stranger.Delete($"/api/v1/me/linked-accounts/{id}")).Refused(404, "not_found");
        await app.Execute("update users set password_hash = null where id = $1", sarah.UserId);
        (await sarah.Delete($"/api/v1/me/linked-accounts/{id}")).Refused(409, "last_way_in");
        await app.Execute("update users set password_hash = 'x' where id = $1", sarah.UserId);
        Browser.Words(await browser.Sends($"/account/linked/{id}/unlink")).ShouldContain("Unlinked");

        (await Count(sarah)).ShouldBe(0);
        using var later = app.Browser();
        app.Google.Sends("last-" + sarah.UserId, ProvidersApp.Address(), verified: false);
        await later.Opens("/sign-in/google");
        (await later.Me()).Refused(401, "not_signed_in");
    }

    private async Task<(Agent Agent, Browser Browser)> SignedIn()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var browser = app.Browser();
        (await browser.SignsIn(sarah.Email, Agent.Password)).Status.ShouldBe(200);
        await browser.Opens("/account/linked");
        return (sarah, browser);
    }

    private async Task<string> Begin(Browser browser)
    {
        var session = browser.Cookies.Single(c => c.Name.EndsWith("fd_session", StringComparison.Ordinal));
        var left = await app.Node.Get("/account/linked/to/google", null, ("Cookie", $"{session.Name}={session.Value}"), ("Sec-Fetch-Site", "same-origin"));
        var cookie = left.Headers["Set-Cookie"].Single(c => c.StartsWith("fd_attempt_", StringComparison.Ordinal)).Split(';')[0].Split('=', 2);
        browser.Keeps(cookie[0], cookie[1], "/sign-in/callback");
        return left.Headers["Location"].Single();
    }

    private Task<long> Count(Agent agent) => app.Value<long>("select count(*) from external_logins where user_id = $1", agent.UserId);
}
