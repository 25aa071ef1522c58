using System.Net;

namespace Frontdesk.Workspaces;

/// <summary>What a workspace asks of those who enter it. Empty lists and nulls ask nothing.</summary>
public sealed record SecurityPolicy
{
    public bool RequireSecondFactor { get; init; }

    /// <summary>"password", "google", "microsoft", "sso"; empty for all of them.</summary>
    public List<string> SignInMethods { get; init; } = [];

    /// <summary>Addresses and networks such as "203.0.113.0/24"; empty for everywhere.</summary>
    public List<string> IpRanges { get; init; } = [];

    /// <summary>After how many hours a session ends whatever happens; null for 30 days of rest.</summary>
    public int? SessionHours { get; init; }

    public bool AllowsMethod(string method) => SignInMethods.Count == 0 || SignInMethods.Contains(method);

    public bool AllowsAddress(IPAddress? address) => IpRanges.Count == 0 || address is not null && IpRanges.Exists(range => Covers(range, address));

    private static bool Covers(string range, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return range.Contains('/') ? IPNetwork.TryParse(range, out var network) && network.Contains(plain) : IPAddress.TryParse(range, out var one) && one.Equals(plain);
    }
}
