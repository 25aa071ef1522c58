using System.Globalization;
using System.Net;

namespace Frontdesk.Workspaces;

/// <summary>A host name a company may bring along.</summary>
public static class DomainName
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };
    private static readonly string[] NotPublic = ["localhost", "local", "internal", "invalid", "test", "example", "onion", "arpa"];

    /// <summary>As DNS writes it: small ASCII letters. Null for what is no public name of a host.</summary>
    public static string? Clean(string typed)
    {
        var text = typed.Trim().TrimEnd('.').ToLowerInvariant();
        try
        {
            var host = Idn.GetAscii(text);
            return host.Length <= 253 && host.Contains('.') && Uri.CheckHostName(host) == UriHostNameType.Dns && !IPAddress.TryParse(host, out _)
                && !char.IsAsciiDigit(host[^1]) && !NotPublic.Contains(host[(host.LastIndexOf('.') + 1)..])
                ? host
                : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
