using System.Net;

namespace Frontdesk.Platform.Http;

/// <summary>Which addresses a request may go to: the public internet and what the operator allowed.</summary>
public sealed class OutboundPolicy
{
    /// <summary>Other protocols live there, and some can be spoken to in HTTP's words (the list of the Fetch standard).</summary>
    private static readonly HashSet<int> PortsOfOthers =
    [
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
        512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566,
        6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
    ];

    private readonly HashSet<string> hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> endpoints = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> networks = [];

    /// <exception cref="FormatException">An entry is neither a host, a host with a port, an address nor a network.</exception>
    public OutboundPolicy(IEnumerable<string> allow)
    {
        foreach (var entry in allow) Add(entry.Trim());
    }

    /// <summary>Refuses what no connection should even be tried for: other schemes, and user names or passwords in the address.</summary>
    /// <exception cref="AddressRefusedException"/>
    public static void CheckUri(Uri? uri)
    {
        if (uri is not { IsAbsoluteUri: true } || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            throw new AddressRefusedException("Only addresses that begin with http:// or https:// can be used.");
        if (uri.UserInfo.Length > 0)
            throw new AddressRefusedException("An address must not contain a user name or password.");
    }

    /// <summary>The addresses of this host that may be connected to.</summary>
    /// <exception cref="AddressRefusedException">There are none.</exception>
    public IReadOnlyList<IPAddress> Permitted(string host, int port, IReadOnlyList<IPAddress> resolved)
    {
        if (AllowsByName(host, port)) return resolved;
        if (PortsOfOthers.Contains(port)) throw new AddressRefusedException($"Port {port} belongs to another service than the web.");
        var permitted = resolved.Where(address => PublicAddresses.Contains(address) || AllowsByNetwork(address)).ToArray();
        return permitted.Length > 0 ? permitted : throw Refused(host);
    }

    private static AddressRefusedException Refused(string host) => new(
        $"The address {host} leads to a private network, which this server does not connect to. " +
        "Its operator can allow it with FRONTDESK_OUTBOUND_ALLOW.");

    private bool AllowsByName(string host, int port) => hosts.Contains(host) || endpoints.Contains($"{host}:{port}");

    private bool AllowsByNetwork(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return networks.Exists(network => network.Contains(address));
    }

    private void Add(string entry)
    {
        if (IPNetwork.TryParse(entry, out var network)) networks.Add(network);
        else if (IPAddress.TryParse(entry, out var address)) networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
        else if (Uri.CheckHostName(entry) == UriHostNameType.Dns) hosts.Add(entry);
        else endpoints.Add(Endpoint(entry));
    }

    private static string Endpoint(string entry)
    {
        var colon = entry.LastIndexOf(':');
        var host = colon > 0 ? entry[..colon].Trim('[', ']') : "";
        return Uri.CheckHostName(host) != UriHostNameType.Unknown && ushort.TryParse(entry.AsSpan(colon + 1), out var port)
            ? $"{host}:{port}"
            : throw new FormatException($"\"{entry}\" in the list of allowed addresses is not a host, host:port, address or network.");
    }
}
