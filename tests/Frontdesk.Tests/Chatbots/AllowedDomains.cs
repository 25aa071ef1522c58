using Frontdesk.Chatbots;
using Frontdesk.Tests.Harness;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Chatbots;

/// <summary>On which websites a chatbot works.</summary>
public sealed class AllowedDomains(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Theory]
    [InlineData("company.com", "https://company.com", true)]
    [InlineData("company.com", "http://COMPANY.com:8080", true)]
    [InlineData("company.com", "https://company.com.", true)]
    [InlineData("company.com", "https://www.company.com", false)]
    [InlineData("company.com", "https://evilcompany.com", false)]
    [InlineData("company.com", "https://company.com.evil.com", false)]
    [InlineData("*.company.com", "https://shop.company.com", true)]
    [InlineData("*.company.com", "https://a.b.company.com:444", true)]
    [InlineData("*.company.com", "https://company.com", false)]
    [InlineData("*.company.com", "https://evilcompany.com", false)]
    [InlineData("*.company.com", "https://.company.com", false)]
    [InlineData("*.company.com", "https://shop.company.com.evil.com", false)]
    [InlineData("company.com", "https://company.com@evil.com", false)]
    [InlineData("company.com", "https://evil.com#company.com", false)]
    [InlineData("company.com", "https://evil.com\\company.com", false)]
    [InlineData("company.com", "https://company.com/", false)]
    [InlineData("company.com", "chrome-extension://company.com", false)]
    [InlineData("company.com", "file://company.com", false)]
    [InlineData("company.com", "company.com", false)]
    [InlineData("company.com", "null", false)]
    [InlineData("company.com", "https://company.com https://evil.com", false)]
    [InlineData("xn--mller-kva.de", "https://xn--mller-kva.de", true)]
    [InlineData("xn--mller-kva.de", "https://muller.de", false)]
    [InlineData("localhost", "http://localhost:3000", true)]
    [InlineData("localhost", "http://localhost.evil.com", false)]
    [InlineData("localhost", "http://127.0.0.1:3000", false)]
    [InlineData("127.0.0.1", "http://127.0.0.1:3000", true)]
    public void An_origin_is_held_against_the_list(string pattern, string origin, bool allowed) =>
        (AllowedDomain.HostOf(origin) is { } host && AllowedDomain.Matches(pattern, host)).ShouldBe(allowed);

    [Theory]
    [InlineData("https://Müller.de/kontakt?x=1", "xn--mller-kva.de")]
    [InlineData("*.Müller.de", "*.xn--mller-kva.de")]
    [InlineData(" Company.com. ", "company.com")]
    [InlineData("*.company.com", "*.company.com")]
    public void What_an_owner_types_is_kept_as_DNS_writes_it(string typed, string kept)
    {
        AllowedDomain.Clean(typed).ShouldBe(kept);
        AllowedDomain.IsValid(kept).ShouldBeTrue();
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*.*.company.com")]
    [InlineData("shop.*.com")]
    [InlineData("company.com:8080")]
    [InlineData("company.com; script-src *")]
    [InlineData("company com")]
    [InlineData("-company.com")]
    [InlineData("")]
    public void What_is_no_host_is_refused(string typed) => AllowedDomain.IsValid(AllowedDomain.Clean(typed)).ShouldBeFalse();

    [Fact]
    public async Task The_frame_names_exactly_the_websites_that_may_hold_it()
    {
        var shop = await app.Shop();
        await shop.Changes(new { allowed_domains = new[] { "https://Müller.de/", "*.company.com" } });

        var policy = (await Eventually.Find(async () =>
            (await app.Node.Get($"/widget/{shop.AppKey}/frame")).Headers["Content-Security-Policy"].Single() is var csp && csp.Contains("xn--") ? csp : null, "the new list to hold"));
        policy.ShouldEndWith("frame-ancestors 'self' http://xn--mller-kva.de:* https://xn--mller-kva.de:* http://*.company.com:* https://*.company.com:*");
    }

    [Fact]
    public async Task Answers_are_readable_for_the_allowed_websites_and_for_no_other()
    {
        var shop = await app.Shop();
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        await shop.Changes(new { allowed_domains = new[] { "company.com" } });
        await Eventually.True(async () => (await ann.Sends("Still?", null, ("Origin", "https://nowhere.test"))).Status == 403, "the new setting to hold");

        var read = await ann.History("", null, ("Origin", "https://company.com"));
        var refused = await ann.History("", null, ("Origin", "https://evil.test"));

        read.Ok().Headers["Access-Control-Allow-Origin"].ShouldBe(["https://company.com"]);
        refused.Refused(403, "origin_not_allowed").Headers["Access-Control-Allow-Origin"].ShouldBeEmpty();
    }

    [Fact]
    public async Task A_website_has_its_share_of_requests_a_minute_and_takes_no_others()
    {
        var shop = await app.Shop();
        var node = await app.SecondNode(builder =>
        {
            builder.Configuration["FRONTDESK_WEBSITE_REQUESTS_PER_MINUTE"] = "3";
            builder.Configuration["FRONTDESK_LIMITS_SCALE"] = "1";
        });
        var ann = shop.Visitor("Ann");
        await ann.Says("Hello");
        Task<Reply> Reads(string origin) => node.Get($"/api/public/chat/history/{ann.SessionId}", ann.Token, ("Origin", origin));

        var answers = new List<Reply>();
        for (var n = 0; n < 4; n++)
        {
            answers.Add(await Reads("https://wild.test"));
        }

        answers.Take(3).ShouldAllBe(a => a.Status == 200);
        answers[3].Refused(429, "rate_limited").Headers["Retry-After"].ShouldNotBeEmpty();
        (await Reads("https://calm.test")).Ok();
    }
}
