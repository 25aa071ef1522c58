using System.Globalization;

namespace Frontdesk.Knowledge.Sites;

/// <summary>What a site's robots.txt says to us (RFC 9309): the rules of our own group, else of everybody's.</summary>
public sealed class Robots
{
    public const string Name = "FrontdeskBot";
    public const int MostBytes = 500 * 1024;
    private const int MostRules = 1_000;
    private const int LongestPath = 500;
    private const int MostSitemaps = 20;
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private readonly List<(bool Allow, string Path)> _rules = [];
    private readonly List<string> _sitemaps = [];

    public static Robots Everything { get; } = new();

    public TimeSpan? Delay { get; private set; }

    public IReadOnlyList<string> Sitemaps => _sitemaps;

    /// <summary>The longest rule that fits decides; of two equally long ones the one that allows.</summary>
    public bool Allows(string pathAndQuery)
    {
        var (best, allowed) = (-1, true);
        foreach (var (allow, path) in _rules)
        {
            if ((path.Length > best || path.Length == best && allow) && Glob.Begins(path, pathAndQuery))
            {
                (best, allowed) = (path.Length, allow);
            }
        }

        return allowed;
    }

    public static Robots Read(string text)
    {
        var groups = Groups(text, out var sitemaps);
        var own = groups.Where(g => g.Agents.Exists(a => a.Equals(Name, StringComparison.OrdinalIgnoreCase))).ToList();
        var robots = new Robots();
        foreach (var (key, value) in (own.Count > 0 ? own : groups.Where(g => g.Agents.Contains("*"))).SelectMany(g => g.Lines))
        {
            robots.Take(key, value);
        }

        robots._sitemaps.AddRange(sitemaps.Take(MostSitemaps));
        return robots;
    }

    /// <summary>Only what concerns us, as a robots.txt again.</summary>
    public override string ToString() => string.Join('\n',
    [
        "user-agent: *", .. _rules.Select(r => $"{(r.Allow ? "allow" : "disallow")}: {r.Path}"),
        .. Delay is { } delay ? [string.Create(CultureInfo.InvariantCulture, $"crawl-delay: {delay.TotalSeconds}")] : Array.Empty<string>(),
    ]);

    private void Take(string key, string value)
    {
        if (key == "crawl-delay" && double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            Delay = TimeSpan.FromSeconds(Math.Min(seconds, LongestDelay.TotalSeconds));
        }
        else if (key is "allow" or "disallow" && value.Length is > 0 and <= LongestPath && _rules.Count < MostRules)
        {
            _rules.Add((key == "allow", value));
        }
    }

    private static List<(List<string> Agents, List<(string, string)> Lines)> Groups(string text, out List<string> sitemaps)
    {
        var groups = new List<(List<string> Agents, List<(string, string)> Lines)>();
        (sitemaps, var naming) = ([], false);
        foreach (var line in text.TrimStart('\ufeff').Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = line.Split('#')[0].Split(':', 2, StringSplitOptions.TrimEntries);
            var key = parts[0].ToLowerInvariant();
            if (parts.Length < 2)
            {
                continue;
            }

            if (key == "sitemap")
            {
                sitemaps.Add(parts[1]);
                continue;
            }

            if (key == "user-agent")
            {
                if (!naming)
                {
                    groups.Add(([], []));
                }

                groups[^1].Agents.Add(parts[1].Split('/')[0].Trim());
            }
            else if (groups.Count > 0)
            {
                groups[^1].Lines.Add((key, parts[1]));
            }

            naming = key == "user-agent";
        }

        return groups;
    }
}
