namespace Frontdesk.Knowledge.Sites;

/// <summary>A page's address in one spelling, so that every page is read once.</summary>
/// <param name="Url">As it is asked for.</param>
/// <param name="Key">What tells pages apart: neither scheme nor a slash at the end nor the order of the query.</param>
public sealed record PageAddress(Uri Url, string Key)
{
    private const int Longest = 1_000;
    private const int LongestQuery = 200;
    private const int MostParameters = 5;
    private const int MostSegments = 12;

    private static readonly HashSet<string> Tracking = new(StringComparer.OrdinalIgnoreCase)
    {
        "gclid", "gclsrc", "dclid", "fbclid", "msclkid", "yclid", "igshid", "twclid", "ttclid", "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok", "vero_id", "wickedid",
        "phpsessid", "jsessionid", "sid", "sessionid", "session_id", "aspsessionid", "cfid", "cftoken", "osCsid", "zenid",
    };

    private static readonly HashSet<string> NoPages = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".ico", ".bmp", ".css", ".js", ".mjs", ".json", ".xml", ".rss", ".atom", ".woff", ".woff2", ".ttf", ".zip", ".gz", ".tar", ".rar", ".7z",
        ".mp3", ".mp4", ".webm", ".mov", ".avi", ".wav", ".exe", ".dmg", ".apk", ".msi", ".iso", ".ics", ".vcf",
    };

    public string Host => Url.IdnHost;

    public string PathAndQuery => Url.PathAndQuery;

    /// <summary>Null where the address can be no page of a website: other schemes, passwords, files, or an endless query or path.</summary>
    public static PageAddress? Of(Uri address)
    {
        try
        {
            return Plain(address);
        }
        catch (UriFormatException)
        {
            return null; // a host that no name can be made of shows only when it is asked for
        }
    }

    private static PageAddress? Plain(Uri address)
    {
        if (!address.IsAbsoluteUri || address.Scheme is not ("http" or "https") || address.UserInfo.Length > 0 || address.IdnHost.Length == 0 || address.OriginalString.Length > Longest)
        {
            return null;
        }

        var path = WithoutSession(address.AbsolutePath);
        var parameters = Parameters(address.Query);
        var query = string.Join('&', parameters);
        if (query.Length > LongestQuery || parameters.Count > MostParameters || IsEndless(path) || NoPages.Contains(Path.GetExtension(path)))
        {
            return null;
        }

        var host = address.IdnHost.TrimEnd('.').ToLowerInvariant() + (address.IsDefaultPort ? "" : $":{address.Port}");
        var asked = query.Length > 0 ? "?" + query : "";
        return Uri.TryCreate($"{address.Scheme}://{(address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]{(address.IsDefaultPort ? "" : $":{address.Port}")}" : host)}{path}{asked}", UriKind.Absolute, out var url)
            ? new PageAddress(url, $"{host}{(path.Length > 1 ? path.TrimEnd('/') : "")}{(query.Length > 0 ? "?" + string.Join('&', parameters.Order(StringComparer.Ordinal)) : "")}")
            : null;
    }

    private static List<string> Parameters(string query) =>
        [.. query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(p => p.Split('=')[0] is var name && !Tracking.Contains(name) && !name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)).Distinct()];

    private static string WithoutSession(string path) =>
        path.IndexOf(";jsessionid=", StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? path[..at] : path;

    /// <summary>A path that repeats itself comes from a link that leads into itself.</summary>
    private static bool IsEndless(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return segments.Length > MostSegments || segments.GroupBy(s => s).Any(same => same.Count() > 3);
    }
}
