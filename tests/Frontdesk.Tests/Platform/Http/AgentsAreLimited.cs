using Frontdesk.SignIn;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Http;

/// <summary>Sessions and keys ask for so much and no more, whichever node they ask.</summary>
public sealed class AgentsAreLimited(StrictFrontdeskApp app) : IClassFixture<StrictFrontdeskApp>
{
    [Fact]
    public async Task A_keys_own_limit_holds_over_nodes_and_says_when_to_come_back()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var second = await app.SecondNode();
        var made = (await sarah.Post("/api/v1/api-keys", new { name = "Slow", scopes = new[] { "chatbot.view" }, limit_per_hour = 4 })).Ok();
        var key = made["key"].GetString()!;
        for (var n = 0; n < 4; n++)
        {
            (await (n % 2 == 0 ? app.Node : second).Get("/api/v1/chatbots", key)).Ok();
        }

        var refused = (await second.Get("/api/v1/chatbots", key)).Refused(429, "rate_limited");

        int.Parse(refused.Headers["Retry-After"].Single(), System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 3700);
        (await sarah.Get("/api/v1/chatbots")).Ok();
        (await sarah.Patch($"/api/v1/api-keys/{made["api_key"].GetProperty("id").GetGuid()}", new { limit_per_hour = 5 })).Ok();
        (await app.Node.Get("/api/v1/chatbots", key)).Ok();

        await using var line = await Line.Open(app.Node.Socket("/api/v1/realtime"));
        await line.Send("auth", new { token = key });
        (await line.ClosedWith()).ShouldBe(4401);
    }

    [Fact]
    public async Task Searches_have_a_limit_of_their_own_and_the_page_says_so_in_words()
    {
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        var cookie = ("Cookie", "fd_session=" + app.Services.GetRequiredService<SessionTokens>().ForCookie(
            await app.Value<Guid>("select id from sessions where user_id = $1", sarah.UserId)));
        Reply refused;
        var searches = 0;
        do
        {
            refused = await app.Node.Get("/inbox?q=order", null, cookie, ("Accept", "text/html"));
            searches++;
        }
        while (refused.Status == 200 && searches < 100);

        refused.Status.ShouldBe(429);
        searches.ShouldBeGreaterThan(60);
        refused.Headers["Retry-After"].ShouldNotBeEmpty();
        refused.Text.ShouldContain("Too many requests");
        (await app.Node.Get("/inbox", null, cookie, ("Accept", "text/html"))).Ok();
    }
}
