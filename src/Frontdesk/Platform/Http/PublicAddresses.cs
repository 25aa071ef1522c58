using System.Net;
using System.Net.Sockets;

namespace Frontdesk.Platform.Http;

/// <summary>Tells addresses on the public internet from all others (IANA's special-purpose registries).</summary>
public static class PublicAddresses
{
    private static readonly IPNetwork[] RefusedV4 = Networks(
        "0.0.0.0/8",        // this host
        "10.0.0.0/8",       // private
        "100.64.0.0/10",    // carrier-grade NAT; also one cloud's metadata address
        "127.0.0.0/8",      // loopback
        "168.63.129.16/32", // Azure's host agent: a public number, answered by the machine's own host
        "169.254.0.0/16",   // link-local; the clouds' metadata addresses
        "172.16.0.0/12",    // private
        "192.0.0.0/24",     // protocol assignments
        "192.0.2.0/24",     // documentation
        "192.88.99.0/24",   // 6to4 relays
        "192.168.0.0/16",   // private
        "198.18.0.0/15",    // benchmarking
        "198.51.100.0/24",  // documentation
        "203.0.113.0/24",   // documentation
        "224.0.0.0/4",      // multicast
        "240.0.0.0/4");     // reserved and broadcast

    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] RefusedV6 = Networks(
        "2001::/23",     // protocol assignments: Teredo, benchmarking, ORCHID
        "2001:db8::/32", // documentation
        "3fff::/20");    // documentation

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>True when the address, and the IPv4 address inside it if there is one, is on the public internet.</summary>
    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return !RefusedV4.Any(network => network.Contains(address));
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return false;
        if (EmbeddedV4(address) is { } embedded) return Contains(embedded);
        return GlobalV6.Contains(address) && !RefusedV6.Any(network => network.Contains(address));
    }

    private static IPAddress? EmbeddedV4(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        if (Nat64.Contains(address)) return new IPAddress(bytes.AsSpan(12, 4));
        if (SixToFour.Contains(address)) return new IPAddress(bytes.AsSpan(2, 4));
        return null;
    }

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
