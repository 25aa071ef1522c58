using System.Net;
using Frontdesk.Platform.Http;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Http;

public sealed class PublicAddressesTests
{
    [Theory]
    [InlineData("0.0.0.0"), InlineData("0.1.2.3")]
    [InlineData("10.0.0.1"), InlineData("10.255.255.255")]
    [InlineData("172.16.0.1"), InlineData("172.31.255.255"), InlineData("192.168.1.1")]
    [InlineData("127.0.0.1"), InlineData("127.255.255.254")]
    [InlineData("169.254.169.254"), InlineData("168.63.129.16")]
    [InlineData("100.64.0.1"), InlineData("100.127.255.255"), InlineData("100.100.100.200")]
    [InlineData("192.0.0.192"), InlineData("192.88.99.1")]
    [InlineData("192.0.2.1"), InlineData("198.51.100.7"), InlineData("203.0.113.9")]
    [InlineData("198.18.0.1"), InlineData("198.19.255.255")]
    [InlineData("224.0.0.1"), InlineData("239.255.255.255"), InlineData("240.0.0.1"), InlineData("255.255.255.255")]
    public void An_IPv4_address_for_special_purposes_is_not_public(string address) =>
        PublicAddresses.Contains(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("::"), InlineData("::1")]
    [InlineData("fe80::1"), InlineData("fe80::1%1"), InlineData("febf::1"), InlineData("fec0::1")]
    [InlineData("fc00::1"), InlineData("fd00:ec2::254")]
    [InlineData("ff02::1"), InlineData("ff0e::1")]
    [InlineData("2001:db8::1"), InlineData("3fff::1"), InlineData("2001:2::1"), InlineData("100::1"), InlineData("5f00::1")]
    public void An_IPv6_address_for_special_purposes_is_not_public(string address) =>
        PublicAddresses.Contains(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("::ffff:127.0.0.1", "mapped"), InlineData("::ffff:169.254.169.254", "mapped")]
    [InlineData("::127.0.0.1", "compatible"), InlineData("::ffff:0:127.0.0.1", "translated")]
    [InlineData("2002:7f00:1::", "6to4"), InlineData("2002:a00:1::1", "6to4")]
    [InlineData("64:ff9b::10.0.0.1", "NAT64"), InlineData("64:ff9b:1::8.8.8.8", "local NAT64")]
    [InlineData("2001:0:4136:e378:8000:63bf:f5ff:fffe", "Teredo")]
    public void An_IPv4_address_inside_an_IPv6_one_is_not_public_either(string address, string kind) =>
        PublicAddresses.Contains(IPAddress.Parse(address)).ShouldBeFalse(kind);

    [Theory]
    [InlineData("1.1.1.1"), InlineData("9.255.255.255"), InlineData("11.0.0.0"), InlineData("100.63.255.255"), InlineData("100.128.0.0")]
    [InlineData("172.15.255.255"), InlineData("172.32.0.0"), InlineData("169.253.0.1"), InlineData("198.17.0.1"), InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111"), InlineData("2a00:1450:4001:80b::200e")]
    [InlineData("::ffff:8.8.8.8"), InlineData("64:ff9b::8.8.8.8"), InlineData("2002:808:808::1")]
    public void An_address_on_the_internet_is_public(string address) =>
        PublicAddresses.Contains(IPAddress.Parse(address)).ShouldBeTrue();
}
