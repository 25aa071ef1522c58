namespace Frontdesk.Knowledge.Sites;

/// <summary>Which addresses belong to a site.</summary>
public sealed class Scope(string url, CrawlSettings settings)
{
    private readonly string _host = Bare(new Uri(url).IdnHost);
    private readonly int _port = PortOf(new Uri(url));

    /// <summary>The same host, with or without www; or any, where links to other sites are followed.</summary>
    public bool Reaches(PageAddress page) => settings.FollowExternalLinks || IsHome(page);

    public bool IsHome(PageAddress page) => Bare(page.Host) == _host && PortOf(page.Url) == _port;

    /// <summary>What is left out wins over what is let in.</summary>
    public bool Wants(PageAddress page)
    {
        var path = page.Url.AbsolutePath;
        return !settings.ExcludePatterns.Any(pattern => Glob.Fits(pattern, path))
            && (settings.IncludePatterns.Count == 0 || settings.IncludePatterns.Any(pattern => Glob.Fits(pattern, path)));
    }

    private static string Bare(string host) => host.ToLowerInvariant().TrimEnd('.') is var name && name.StartsWith("www.", StringComparison.Ordinal) ? name[4..] : name;

    /// <summary>A site that moves from http to https stays itself.</summary>
    private static int PortOf(Uri address) => address.IsDefaultPort ? 0 : address.Port;
}
