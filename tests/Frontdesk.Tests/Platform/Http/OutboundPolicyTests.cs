using System.Net;
using Frontdesk.Platform.Http;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Http;

public sealed class OutboundPolicyTests
{
    private static readonly IPAddress Private = IPAddress.Parse("10.1.2.3");
    private static readonly IPAddress Public = IPAddress.Parse("1.1.1.1");

    [Theory]
    [InlineData("ollama", "ollama", 11434, true)]
    [InlineData("OLLAMA", "ollama", 80, true)]
    [InlineData("ollama:11434", "ollama", 11434, true)]
    [InlineData("ollama:11434", "ollama", 22, false)]
    [InlineData("ollama", "evil.ollama", 80, false)]
    [InlineData("10.1.0.0/16", "anything", 80, true)]
    [InlineData("10.2.0.0/16", "anything", 80, false)]
    [InlineData("10.1.2.3", "anything", 80, true)]
    [InlineData("10.1.2.3:80", "10.1.2.3", 80, true)]
    [InlineData("10.1.2.3:80", "10.1.2.3", 81, false)]
    [InlineData("10.1.2.3:80", "anything", 80, false)]
    public void The_operator_opens_exactly_what_an_entry_names(string entry, string host, int port, bool opened)
    {
        var policy = new OutboundPolicy([entry]);
        if (opened) policy.Permitted(host, port, [Private]).ShouldBe([Private]);
        else Should.Throw<AddressRefusedException>(() => policy.Permitted(host, port, [Private]));
    }

    [Fact]
    public void A_name_with_public_and_private_addresses_leads_only_to_the_public_ones() =>
        new OutboundPolicy([]).Permitted("mixed", 443, [Private, Public]).ShouldBe([Public]);

    [Fact]
    public void An_IPv6_endpoint_is_opened_by_its_bracketed_form() =>
        new OutboundPolicy(["[::1]:8080"]).Permitted("::1", 8080, [IPAddress.IPv6Loopback]).ShouldBe([IPAddress.IPv6Loopback]);

    [Theory]
    [InlineData("ollama:port"), InlineData("http://ollama"), InlineData("10.0.0.0/99"), InlineData("a b")]
    public void An_entry_that_names_nothing_is_an_error(string entry) =>
        Should.Throw<FormatException>(() => new OutboundPolicy([entry])).Message.ShouldContain(entry);

    [Fact]
    public void The_list_in_the_environment_is_separated_by_commas() =>
        OutboundOptions.ParseAllow(" ollama:11434, 10.0.0.0/8 ,,").ShouldBe(["ollama:11434", "10.0.0.0/8"]);

    [Theory]
    [InlineData("ftp://example.com/"), InlineData("file:///etc/passwd"), InlineData("gopher://example.com/"), InlineData("https://user:pass@example.com/")]
    public void An_address_that_is_not_plain_web_is_refused(string address) =>
        Should.Throw<AddressRefusedException>(() => OutboundPolicy.CheckUri(new Uri(address)));
}
