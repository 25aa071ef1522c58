using System.Net;

namespace Frontdesk.Platform.Http;

/// <summary>What the operator allows beyond the public internet, and how long and how much an outbound request may take.</summary>
public sealed class OutboundOptions
{
    /// <summary>Exceptions: <c>host</c>, <c>host:port</c>, an address, or a network such as <c>10.1.0.0/16</c>.</summary>
    public string[] Allow { get; set; } = [];

    /// <summary>For finding the address, connecting and the TLS handshake together.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Bytes of a response that are read before it is refused, unless the request sets its own bound.</summary>
    public long MaxResponseBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>How names become addresses.</summary>
    public Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; set; } = Dns.GetHostAddressesAsync;

    /// <summary>Reads the comma-separated list of <c>FRONTDESK_OUTBOUND_ALLOW</c>.</summary>
    public static string[] ParseAllow(string? list) =>
        (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
