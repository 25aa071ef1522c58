using System.Text.RegularExpressions;
using Frontdesk.Platform.Http;
using Frontdesk.SignIn;
using Frontdesk.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Http;

/// <summary>Every answer, of every route, carries what keeps a browser in bounds.</summary>
public sealed partial class TheHeaders(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    private static readonly (string, string) Https = ("X-Forwarded-Proto", "https");

    [Fact]
    public async Task Every_route_answers_with_the_headers_whoever_asks()
    {
        var shop = await app.Shop();
        var node = await BehindProxy();
        var cookie = await Cookie(shop.Sarah);
        var wrong = new List<string>();
        var asked = 0;
        foreach (var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            {
                var path = Path(endpoint, shop);
                var anonymous = await node.Send(new HttpMethod(method), path, null, null, Https);
                wrong.AddRange(Faults(anonymous, endpoint).Select(fault => $"{method} {path} anonymously: {fault}"));
                asked++;
                if (method == "GET")
                {
                    var signedIn = await node.Send(HttpMethod.Get, path, null, null, Https, cookie, ("Accept", "text/html"));
                    wrong.AddRange(Faults(signedIn, endpoint).Select(fault => $"{method} {path} signed in: {fault}"));
                }
            }
        }

        wrong.ShouldBeEmpty();
        asked.ShouldBeGreaterThan(80);
    }

    [Theory]
    [InlineData("GET", "/no/such/page", 404)]
    [InlineData("GET", "/api/v1/no-such", 404)]
    [InlineData("TRACE", "/sign-in", 405)]
    [InlineData("PROPFIND", "/api/v1/chatbots", 405)]
    [InlineData("GET", "/api/public/chat/connect", 426)]
    [InlineData("POST", "/api/v1/auth/login", 400)]
    public async Task Errors_carry_them_too(string method, string path, int status)
    {
        var reply = await (await BehindProxy()).Send(new HttpMethod(method), path, null, null, Https);

        reply.Status.ShouldBe(status);
        Faults(reply, null).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fault_and_a_page_that_is_not_there_look_safe_to_people()
    {
        var reply = await (await BehindProxy()).Get("/no/such/page", null, Https, ("Accept", "text/html"));
        reply.Status.ShouldBe(404);
        Faults(reply, null).ShouldBeEmpty();
        reply.Headers["Content-Security-Policy"].Single().ShouldContain("script-src 'self';");
    }

    [Fact]
    public async Task Only_the_composers_page_and_the_widget_may_ask_for_the_microphone()
    {
        var shop = await app.Shop();
        var cookie = await Cookie(shop.Sarah);

        (await app.Node.Get("/inbox", null, cookie)).Headers["Permissions-Policy"].Single().ShouldContain("microphone=(self)");
        (await app.Node.Get($"/widget/{shop.AppKey}/frame")).Headers["Permissions-Policy"].Single().ShouldContain("microphone=(self)");
        (await app.Node.Get("/chatbots", null, cookie)).Headers["Permissions-Policy"].Single().ShouldContain("microphone=()");
    }

    [Fact]
    public async Task Only_allowed_websites_may_frame_the_chat()
    {
        var shop = await app.Shop();
        await shop.Changes(new { allowed_domains = new[] { "shop.example" } });

        var policy = (await app.Node.Get($"/widget/{shop.AppKey}/frame")).Headers["Content-Security-Policy"].Single();

        policy.ShouldContain("frame-ancestors 'self' http://shop.example:* https://shop.example:*");
    }

    [Fact]
    public async Task Cookies_are_out_of_scripts_reach_and_secure_over_https()
    {
        var node = await BehindProxy();
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        using var form = new FormUrlEncodedContent([new("email", sarah.Email), new("password", Agent.Password)]);

        var page = await node.Post("/sign-in", form, null, Https, ("Sec-Fetch-Site", "same-origin"));
        var api = await node.Post("/api/v1/auth/login", new { email = sarah.Email, password = Agent.Password }, null, Https);

        var cookies = page.Headers["Set-Cookie"].Concat(api.Headers["Set-Cookie"]).Where(c => c.Contains("fd_session=") || c.Contains("fd_refresh=")).ToList();
        cookies.Count.ShouldBeGreaterThan(1);
        cookies.ShouldAllBe(c => c.Contains("httponly") && c.Contains("secure") && c.Contains("samesite="));
    }

    [Fact]
    public async Task Cross_origin_reading_is_for_visitors_routes_alone()
    {
        var shop = await app.Shop();
        (await Preflight("/api/public/chat/message")).Headers["Access-Control-Allow-Origin"].ShouldNotBeEmpty();
        (await Preflight("/api/v1/chatbots")).Headers["Access-Control-Allow-Origin"].ShouldBeEmpty();
        (await shop.Sarah.Node.Get("/api/v1/chatbots", shop.Sarah.AccessToken, ("Origin", "https://evil.test"))).Headers["Access-Control-Allow-Origin"].ShouldBeEmpty();

        Task<Reply> Preflight(string path) => app.Node.Send(HttpMethod.Options, path, null, null, ("Origin", "https://evil.test"), ("Access-Control-Request-Method", "POST"));
    }

    [Fact]
    public async Task Bodies_are_bounded_in_size_and_depth()
    {
        var shop = await app.Shop();
        (await shop.Sarah.Post("/api/v1/chatbots", new { name = new string('x', 300_000) })).Status.ShouldBe(413);
        (await shop.Sarah.Post("/api/v1/knowledge-base/texts", new { chatbot_id = shop.ChatbotId, title = "Long", content = new string('x', 300_000) })).Ok();
        (await app.Node.Post("/api/v1/chatbots", "{\"name\":" + new string('[', 60) + new string(']', 60) + "}", shop.Sarah.AccessToken)).Status.ShouldBe(400);
        (await app.Node.Get("/sign-in", null, [.. Enumerable.Range(0, 100).Select(n => ($"X-Many-{n}", "x"))])).Status.ShouldBe(431);
    }

    private static IEnumerable<string> Faults(Reply reply, RouteEndpoint? endpoint)
    {
        var policy = string.Join(' ', reply.Headers["Content-Security-Policy"]);
        var isWidget = endpoint?.RoutePattern.RawText?.StartsWith("/widget", StringComparison.Ordinal) == true;
        if (reply.Status >= 500) yield return $"status {reply.Status}";
        if (!reply.Headers["X-Content-Type-Options"].SequenceEqual(["nosniff"])) yield return "no nosniff";
        if (!reply.Headers["Referrer-Policy"].Any()) yield return "no Referrer-Policy";
        if (!reply.Headers["Strict-Transport-Security"].SequenceEqual(["max-age=31536000; includeSubDomains"])) yield return "no HSTS";
        if (reply.Headers["Server"].Any() || reply.Headers["X-Powered-By"].Any()) yield return "says what it runs on";
        if (!policy.Contains("default-src 'none'") || policy.Contains("unsafe-") || !policy.Contains("base-uri") || !policy.Contains("form-action")) yield return $"policy {policy}";
        if (!isWidget && !policy.Contains("frame-ancestors 'none'")) yield return "may be framed";
        if (!reply.Headers["Cache-Control"].Any()) yield return "no Cache-Control";
        if (endpoint?.Rule() is not (null or OpenToAll) && !string.Join(' ', reply.Headers["Cache-Control"]).Contains("no-store")) yield return "may be cached";
        if (!reply.Headers["Cross-Origin-Opener-Policy"].Any() || !reply.Headers["Cross-Origin-Resource-Policy"].Any()) yield return "no COOP or CORP";
        var microphone = string.Join(' ', reply.Headers["Permissions-Policy"]);
        if (!microphone.Contains("camera=()") || reply.Status == 200 && microphone.Contains("microphone=(self)") != (endpoint?.Metadata.GetMetadata<UsesMicrophone>() is not null)) yield return $"permissions {microphone}";
    }

    private static string Path(RouteEndpoint endpoint, Shop shop) =>
        "/" + Parameter().Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), match => match.Value.Contains("code") ? "404" : match.Value.Contains("key") ? shop.AppKey : match.Value.Contains("documentName") ? "v1" : Guid.NewGuid().ToString());

    private Task<Node> BehindProxy() => app.SecondNode(builder => builder.Configuration[Proxies.Setting] = "127.0.0.1");

    private async Task<(string, string)> Cookie(Agent agent) => ("Cookie", "fd_session=" + app.Services.GetRequiredService<SessionTokens>().ForCookie(
        await app.Value<Guid>("select id from sessions where user_id = $1 and ended_at is null order by created_at desc limit 1", agent.UserId)));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();
}
