using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Frontdesk.Platform.Http;

/// <summary>
/// The proxies the operator named in FRONTDESK_PROXIES, and nobody else, are believed about who asks, by which scheme and
/// under which name. Without any, X-Forwarded headers are what they are: the caller's word.
/// </summary>
public static class Proxies
{
    public const string Setting = "FRONTDESK_PROXIES";

    /// <summary>First in the pipeline, so that limits, sessions, policies and the audit log see the true address.</summary>
    public static void UseProxies(this WebApplication app)
    {
        if (Known(app.Configuration[Setting]) is { Count: > 0 } known)
        {
            app.UseForwardedHeaders(Believing(known));
        }
    }

    /// <summary>Addresses and networks, separated by commas.</summary>
    /// <exception cref="CannotStartException">An entry is neither: a typing error must not open or close the door unnoticed.</exception>
    public static IReadOnlyList<IPNetwork> Known(string? setting) =>
        [.. (setting ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Network)];

    /// <summary>From the right, past every known proxy, to the first address that is not one. What stands further left, strangers wrote.</summary>
    private static ForwardedHeadersOptions Believing(IReadOnlyList<IPNetwork> known)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownIPNetworks.Clear(); // the framework trusts loopback by itself
        options.KnownProxies.Clear();
        foreach (var network in known)
        {
            options.KnownIPNetworks.Add(network);
        }

        return options;
    }

    private static IPNetwork Network(string entry) =>
        IPAddress.TryParse(entry, out var one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8)
        : IPNetwork.TryParse(entry, out var network) ? network
        : throw new CannotStartException($"{Setting} has \"{entry}\", which is neither an address nor a network such as 10.0.0.0/8.");
}
