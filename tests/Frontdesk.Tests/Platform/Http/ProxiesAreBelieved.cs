using System.Net;
using Frontdesk.Platform;
using Frontdesk.Platform.Http;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Http;

/// <summary>Only proxies that the operator named are believed about who asks.</summary>
public sealed class ProxiesAreBelieved(StrictFrontdeskApp app) : IClassFixture<StrictFrontdeskApp>
{
    [Fact]
    public async Task A_stranger_does_not_pass_a_limit_by_claiming_another_address()
    {
        var account = $"{Guid.NewGuid():N}@company.test";
        for (var n = 0; n < 5; n++)
        {
            (await TriesToSignIn(app.Node, account, $"203.0.113.{n}")).Refused(401, "sign_in_refused");
        }

        (await TriesToSignIn(app.Node, account, "203.0.113.99")).Refused(429, "rate_limited");
    }

    [Fact]
    public async Task Behind_a_known_proxy_each_address_counts_for_itself()
    {
        var node = await Behind("127.0.0.1");
        var account = $"{Guid.NewGuid():N}@company.test";
        for (var n = 0; n < 8; n++)
        {
            (await TriesToSignIn(node, account, $"203.0.113.{n}")).Refused(401, "sign_in_refused");
        }
    }

    [Fact]
    public async Task Behind_a_known_proxy_what_stands_left_of_the_true_address_is_not_believed()
    {
        var node = await Behind("127.0.0.1, 10.0.0.0/8");
        var account = $"{Guid.NewGuid():N}@company.test";
        for (var n = 0; n < 5; n++)
        {
            (await TriesToSignIn(node, account, $"198.51.100.{n}, 203.0.113.7, 10.1.2.3")).Refused(401, "sign_in_refused");
        }

        (await TriesToSignIn(node, account, "198.51.100.77, 203.0.113.7, 10.9.9.9")).Refused(429, "rate_limited");
        (await TriesToSignIn(node, account, "198.51.100.77, 203.0.113.8, 10.9.9.9")).Refused(401, "sign_in_refused");
    }

    [Fact]
    public async Task A_workspaces_networks_are_held_against_the_true_address()
    {
        var node = await Behind("127.0.0.1");
        var sarah = await Agent.Registers(app, "Sarah", "Tarnholt");
        await app.Execute("""update workspaces set security = '{"ip_ranges": ["203.0.113.0/24"]}' where id = $1""", sarah.WorkspaceId);

        (await node.Get("/api/v1/chatbots", sarah.AccessToken, ("X-Forwarded-For", "203.0.113.9"))).Ok();
        (await node.Get("/api/v1/chatbots", sarah.AccessToken, ("X-Forwarded-For", "203.0.113.9, 198.51.100.1"))).Refused(401, "not_signed_in");
        (await app.Node.Get("/api/v1/chatbots", sarah.AccessToken, ("X-Forwarded-For", "203.0.113.9"))).Refused(401, "not_signed_in");
    }

    [Fact]
    public async Task The_scheme_is_a_known_proxys_word_too()
    {
        (await (await Behind("127.0.0.1")).Get("/sign-in", null, ("X-Forwarded-Proto", "https"))).Headers["Strict-Transport-Security"].ShouldBe(["max-age=31536000; includeSubDomains"]);
        (await app.Node.Get("/sign-in", null, ("X-Forwarded-Proto", "https"))).Headers["Strict-Transport-Security"].ShouldBeEmpty();
    }

    [Theory]
    [InlineData("loadbalancer")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.1;10.0.0.2")]
    public void What_is_no_address_stops_the_start(string setting) => Should.Throw<CannotStartException>(() => Proxies.Known(setting));

    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9")]
    [InlineData("::ffff:203.0.113.9", "203.0.113.9")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::1", "2001:db8:1:3::/64")]
    public void An_address_counts_as_the_network_that_one_customer_has(string address, string counted) =>
        ClientAddress.Of(IPAddress.Parse(address)).ShouldBe(counted);

    private Task<Node> Behind(string proxies) => app.SecondNode(builder => builder.Configuration[Proxies.Setting] = proxies);

    private static Task<Reply> TriesToSignIn(Node node, string account, string claims) =>
        node.Post("/api/v1/auth/login", new { email = account, password = "wrong" }, null, ("X-Forwarded-For", claims));
}
