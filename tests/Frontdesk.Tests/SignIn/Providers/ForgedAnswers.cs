using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn.Providers;

/// <summary>Answers that are not what they seem open nothing, and the reason stands where an admin finds it.</summary>
public sealed class ForgedAnswers(ProvidersApp app) : IClassFixture<ProvidersApp>
{
    private static readonly RSA Other = RSA.Create(2048);

    public static TheoryData<string, string> Lies => new()
    {
        { "iss", "another issuer" },
        { "no iss", "another issuer" },
        { "aud", "another program" },
        { "aud list", "given to another program" },
        { "azp", "given to another program" },
        { "exp", "expired" },
        { "no exp", "expired" },
        { "iat", "from the future" },
        { "nonce", "another sign-in" },
        { "no nonce", "another sign-in" },
        { "sub", "does not say who" },
        { "signature", "signature is wrong" },
        { "other key", "signature is wrong" },
        { "alg none", "signs in a way" },
        { "alg HS256", "signs in a way" },
        { "garbage", "cannot be" },
        { "userinfo", "two different people" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_lie_is_found_out(string lie, string reason)
    {
        await using var issuer = ScriptedIssuer.Start();
        var (owner, connection, email) = await Linked(issuer);
        Tells(issuer, lie, email);

        (await Comes(connection)).ShouldBeFalse();

        (await Error(owner, connection)).ShouldContain(reason);
    }

    [Theory]
    [InlineData("issuer", "another issuer")]
    [InlineData("token_endpoint", "token_endpoint")]
    [InlineData("authorization_endpoint", "authorization_endpoint")]
    [InlineData("jwks_uri", "jwks_uri")]
    public async Task A_discovery_document_that_says_something_else_is_refused(string field, string reason)
    {
        await using var issuer = ScriptedIssuer.Start();
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var connection = await ProvidersApp.Connects(owner, issuer);
        issuer.Pretends = document => document[field] = field == "authorization_endpoint" ? "javascript:alert(1)" : "http://login.corp.test";

        (await Comes(connection)).ShouldBeFalse();

        (await Error(owner, connection)).ShouldContain(reason);
    }

    [Theory]
    [InlineData("/token", "huge", "too long")]
    [InlineData("/.well-known/openid-configuration", "huge", "too long")]
    [InlineData("/keys", "huge", "too long")]
    [InlineData("/token", "slow", "did not answer")]
    [InlineData("/.well-known/openid-configuration", "slow", "did not answer")]
    [InlineData("/token", "redirect", "answered 307")]
    [InlineData("/.well-known/openid-configuration", "redirect", "answered 307")]
    [InlineData("/.well-known/openid-configuration", "html", "not JSON")]
    [InlineData("/keys", "array", "not a JSON object")]
    public async Task A_provider_that_behaves_badly_holds_nobody_up(string path, string behaviour, string reason)
    {
        await using var issuer = ScriptedIssuer.Start();
        var (owner, connection, _) = await Linked(issuer, link: path != "/.well-known/openid-configuration" && path != "/keys");
        issuer.Sends("ann", "ann@corp.test");
        issuer.Interrupts = http => http.Request.Path.Value == path ? Misbehaves(http, behaviour) : Task.FromResult(false);

        var began = DateTimeOffset.UtcNow;
        (await Comes(connection)).ShouldBeFalse();

        (DateTimeOffset.UtcNow - began).ShouldBeLessThan(TimeSpan.FromSeconds(16));
        (await Error(owner, connection)).ShouldContain(reason);
    }

    [Theory]
    [InlineData("https://169.254.169.254")]
    [InlineData("https://10.0.0.1")]
    [InlineData("https://[::1]:8443")]
    public async Task An_issuer_inside_the_network_is_not_asked(string address)
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var connection = (await owner.Post("/api/v1/sso-connections", new { name = "Corp", issuer = address, client_id = "x", client_secret = "y", email_domains = new[] { "corp.test" } })).Ok()["id"].GetGuid();

        var test = (await owner.Post($"/api/v1/sso-connections/{connection}/test")).Ok();

        test["works"].GetBoolean().ShouldBeFalse();
        test["error"].GetString()!.ShouldContain("private network");
    }

    [Fact]
    public async Task An_answer_counts_only_in_the_browser_that_asked()
    {
        await using var issuer = ScriptedIssuer.Start();
        var (_, connection, _) = await Linked(issuer);
        using var mallory = app.Browser();
        var toProvider = (await mallory.Step($"/sign-in/sso/{connection}")).Headers["Location"].Single();
        var back = (await mallory.Step(toProvider)).Headers["Location"].Single();

        using var victim = app.Browser(); // follows the attacker's link, to be signed in as the attacker
        (await victim.Opens(back)).Status.ShouldBe(422);
        (await victim.Me()).Refused(401, "not_signed_in");

        (await mallory.Opens(back)).Status.ShouldBe(200);
        (await mallory.Me()).Ok();
    }

    [Fact]
    public async Task An_answer_counts_once()
    {
        await using var issuer = ScriptedIssuer.Start();
        var (_, connection, _) = await Linked(issuer);
        using var ann = app.Browser();
        var toProvider = (await ann.Step($"/sign-in/sso/{connection}")).Headers["Location"].Single();
        var attempt = ann.Cookies.Single(c => c.Name.StartsWith("fd_attempt_", StringComparison.Ordinal));
        attempt.HttpOnly.ShouldBeTrue();
        var (cookie, first) = ($"{attempt.Name}={attempt.Value}", (await ann.Step(toProvider)).Headers["Location"].Single());
        var second = (await ann.Step(toProvider)).Headers["Location"].Single();

        (await app.Node.Get(new Uri(first).PathAndQuery, null, ("Cookie", cookie))).Status.ShouldBe(303);
        (await app.Node.Get(new Uri(second).PathAndQuery, null, ("Cookie", cookie))).Status.ShouldBe(422); // a fresh code, and the cookie kept by a thief
    }

    [Fact]
    public async Task An_attempt_is_too_old_after_ten_minutes()
    {
        await using var issuer = ScriptedIssuer.Start();
        var (_, connection, _) = await Linked(issuer);
        var later = await app.SecondNode(builder => builder.Services.AddSingleton<TimeProvider>(new Ahead(TimeSpan.FromMinutes(11))));
        using var ann = app.Browser();
        var toProvider = (await ann.Step($"/sign-in/sso/{connection}")).Headers["Location"].Single();
        var attempt = ann.Cookies.Single(c => c.Name.StartsWith("fd_attempt_", StringComparison.Ordinal));
        var back = new Uri((await ann.Step(toProvider)).Headers["Location"].Single()).PathAndQuery;

        (await later.Get(back, null, ("Cookie", $"{attempt.Name}={attempt.Value}"))).Status.ShouldBe(422);
    }

    [Fact]
    public async Task An_answer_to_one_provider_is_none_to_another()
    {
        await using var issuer = ScriptedIssuer.Start();
        var (owner, connection, _) = await Linked(issuer);
        var second = await ProvidersApp.Connects(owner, issuer);
        using var ann = app.Browser();
        var back = (await ann.Step((await ann.Step($"/sign-in/sso/{connection}")).Headers["Location"].Single())).Headers["Location"].Single();

        (await ann.Opens(back.Replace(connection.ToString(), second.ToString()))).Status.ShouldBe(422);
        (await ann.Me()).Refused(401, "not_signed_in");
    }

    [Fact]
    public async Task An_answer_that_names_another_issuer_is_refused()
    {
        await using var issuer = ScriptedIssuer.Start();
        var (owner, connection, _) = await Linked(issuer);
        issuer.AnswersAs = "https://evil.test";

        (await Comes(connection)).ShouldBeFalse();
        (await Error(owner, connection)).ShouldContain("another provider");
    }

    [Fact]
    public async Task A_code_stolen_on_its_way_is_worth_nothing_without_the_verifier()
    {
        await using var issuer = ScriptedIssuer.Start();
        var (owner, connection, _) = await Linked(issuer);
        using var ann = app.Browser();
        var code = (await ann.Step((await ann.Step($"/sign-in/sso/{connection}")).Headers["Location"].Single())).Headers["Location"].Single().Split("code=")[1].Split('&')[0];
        using var mallory = app.Browser();
        var back = (await mallory.Step((await mallory.Step($"/sign-in/sso/{connection}")).Headers["Location"].Single())).Headers["Location"].Single();

        await mallory.Opens(back.Replace(back.Split("code=")[1].Split('&')[0], code));

        (await mallory.Me()).Refused(401, "not_signed_in");
        (await Error(owner, connection)).ShouldContain("invalid_grant");
    }

    [Fact]
    public async Task A_new_key_of_the_provider_is_found()
    {
        await using var issuer = ScriptedIssuer.Start();
        var (_, connection, _) = await Linked(issuer);
        issuer.ChangesKey();

        (await Comes(connection)).ShouldBeTrue();
    }

    [Theory]
    [InlineData("access_denied", "did not let you through")]
    [InlineData("<script>", "did not work")]
    public async Task Coming_back_with_an_error_is_told_in_words(string error, string words)
    {
        await using var issuer = ScriptedIssuer.Start();
        var (_, connection, _) = await Linked(issuer);
        using var ann = app.Browser();
        var state = (await ann.Step($"/sign-in/sso/{connection}")).Headers["Location"].Single().Split("state=")[1].Split('&')[0];

        var page = await ann.Opens($"/sign-in/callback/{connection}?state={state}&error={Uri.EscapeDataString(error)}");

        Browser.Words(page).ShouldContain(words);
        page.Text.ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData("/sign-in/callback/google")]
    [InlineData("/sign-in/callback/google?state=x&code=y")]
    [InlineData("/sign-in/callback/nobody?state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA&code=y")]
    [InlineData("/sign-in/callback/%00?state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Nonsense_is_answered_with_the_way_in(string path) => (await app.Node.Get(path)).Status.ShouldBeOneOf(400, 404, 422);

    private static void Tells(ScriptedIssuer issuer, string lie, string email)
    {
        issuer.Sends("ann", email);
        switch (lie)
        {
            case "garbage":
                issuer.Forges = (_, _) => "not.a.token";
                break;
            case "signature":
                issuer.Forges = (it, claims) => it.Token(claims)[..^8] + "AAAAAAAA";
                break;
            case "other key":
                issuer.Forges = (it, claims) => it.Token(claims, with: Other);
                break;
            case "alg none":
                issuer.Forges = (_, claims) => ScriptedIssuer.TokenWithoutSignature(claims);
                break;
            case "alg HS256":
                issuer.Forges = (it, claims) => it.TokenByPublicKey(claims);
                break;
            case "userinfo":
                issuer.Userinfo = new JsonObject { ["sub"] = "somebody else", ["email"] = email, ["email_verified"] = true };
                break;
            default:
                issuer.Lies = claims => Alter(claims, lie);
                break;
        }
    }

    private static void Alter(JsonObject claims, string lie)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        if (lie.StartsWith("no ", StringComparison.Ordinal))
        {
            claims.Remove(lie[3..]);
            return;
        }

        var (name, value) = lie switch
        {
            "aud list" => ("aud", (JsonNode)new JsonArray(ScriptedIssuer.ClientId, "another")),
            "exp" => ("exp", now - 600),
            "iat" => ("iat", now + 3600),
            "sub" => ("sub", ""),
            _ => (lie, "something-else"),
        };
        claims[name] = value;
    }

    private static async Task<bool> Misbehaves(HttpContext http, string behaviour)
    {
        switch (behaviour)
        {
            case "huge":
                var filler = new byte[64 * 1024];
                Array.Fill(filler, (byte)' ');
                for (var n = 0; n < 64 && !http.RequestAborted.IsCancellationRequested; n++)
                {
                    await http.Response.Body.WriteAsync(filler);
                }

                break;
            case "slow":
                await http.Response.Body.WriteAsync("{"u8.ToArray());
                await http.Response.Body.FlushAsync();
                await Task.Delay(TimeSpan.FromSeconds(30), http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case "redirect":
                (http.Response.StatusCode, http.Response.Headers.Location) = (307, "http://169.254.169.254/latest/meta-data/");
                break;
            case "html":
                await http.Response.WriteAsync("<html>");
                break;
            case "array":
                await http.Response.WriteAsync("[]");
                break;
        }

        return true;
    }

    /// <summary>An owner, their connection, and the owner's own address linked to it as "ann".</summary>
    private async Task<(Agent Owner, Guid Connection, string Email)> Linked(ScriptedIssuer issuer, bool link = true)
    {
        var owner = await Agent.Registers(app, "Sarah", "Tarnholt");
        var connection = await ProvidersApp.Connects(owner, issuer, "company.test");
        issuer.Sends("ann", owner.Email);
        if (link)
        {
            await app.Execute("insert into external_logins (id, user_id, provider, subject, email, created_at, last_used_at) values ($1, $2, $3, 'ann', '', now(), now())", Guid.NewGuid(), owner.UserId, $"sso:{connection}");
        }

        return (owner, connection, owner.Email);
    }

    private async Task<bool> Comes(Guid connection)
    {
        using var browser = app.Browser();
        await browser.Opens($"/sign-in/sso/{connection}");
        return (await browser.Me()).Status == 200;
    }

    private static async Task<string> Error(Agent owner, Guid connection) =>
        (await owner.Get($"/api/v1/sso-connections/{connection}")).Ok()["last_error"].GetString() ?? "";

    private sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}
