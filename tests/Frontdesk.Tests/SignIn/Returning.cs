using Frontdesk.SignIn;
using Frontdesk.Tests.Harness;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.SignIn;

/// <summary>After signing in somebody goes on where they were, and never to another website.</summary>
public sealed class Returning(FrontdeskApp app) : IClassFixture<FrontdeskApp>
{
    [Theory]
    [InlineData("/inbox")]
    [InlineData("/conversations/0199?tab=notes&x=%C3%A4")]
    [InlineData("/knowledge?q=http://elsewhere.test//x")]
    [InlineData("/")]
    public void A_path_of_ours_is_followed(string address) => ReturnTo.Local(address).ShouldBe(address);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("inbox")]
    [InlineData("//evil.test")]
    [InlineData("///evil.test")]
    [InlineData("/\\evil.test")]
    [InlineData("\\\\evil.test")]
    [InlineData("/inbox\\..\\evil")]
    [InlineData("/%2f/evil.test")]
    [InlineData("/%2F%2Fevil.test")]
    [InlineData("/%5cevil.test")]
    [InlineData("/%252fevil.test")]
    [InlineData("/a//evil.test")]
    [InlineData("/.//evil.test")]
    [InlineData("/\t/evil.test")]
    [InlineData("/%09/evil.test")]
    [InlineData("\t//evil.test")]
    [InlineData(" //evil.test")]
    [InlineData("/ /evil.test")]
    [InlineData("/\r\nSet-Cookie: x=1")]
    [InlineData("/%0d%0aSet-Cookie: x=1")]
    [InlineData("https:evil.test")]
    [InlineData("https://evil.test/inbox")]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("@evil.test")]
    [InlineData("/\u2215/evil.test")]
    [InlineData("/\uff0fevil.test")]
    [InlineData("\uff0f\uff0fevil.test")]
    [InlineData("/\u3000/evil.test")]
    [InlineData("/\0/evil.test")]
    [InlineData("/inbox#//evil.test")]
    public void Whatever_else_leads_home(string? address) => ReturnTo.Local(address).ShouldBe("/inbox");

    [Fact]
    public void An_endless_address_leads_home() => ReturnTo.Local("/" + new string('a', 5000)).ShouldBe("/inbox");

    [Theory]
    [InlineData("/knowledge", "/knowledge")]
    [InlineData("//evil.test", "/inbox")]
    public async Task So_it_is_on_every_way_in(string address, string leadsTo)
    {
        var ann = await Agent.Registers(app, "Ann", "Tarnholt");
        var tab = new Tab(app.Node);

        (await tab.SignsIn(ann.Email, returnTo: address)).LeadsTo().ShouldBe(leadsTo);
        (await tab.Get("/sign-in?return_to=" + Uri.EscapeDataString(address))).LeadsTo().ShouldBe(leadsTo);
        (await new Tab(app.Node).Get("/sign-in?return_to=" + Uri.EscapeDataString(address))).Text.ShouldContain($"value=\"{leadsTo}\"");
    }
}
