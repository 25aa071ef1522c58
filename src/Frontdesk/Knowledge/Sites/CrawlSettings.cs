using Frontdesk.Platform.Http;

namespace Frontdesk.Knowledge.Sites;

/// <summary>How far a crawl goes.</summary>
public sealed record CrawlSettings
{
    public const int MostPages = 500;
    public const int Deepest = 10;
    private const int MostPatterns = 50;
    private const int LongestPattern = 200;

    public int MaxPages { get; init; } = 50;

    /// <summary>How many links away from the first page.</summary>
    public int MaxDepth { get; init; } = 3;

    /// <summary>Globs on the path; with none, every path is fine.</summary>
    public IReadOnlyList<string> IncludePatterns { get; init; } = [];

    /// <summary>Globs on the path that win over the others.</summary>
    public IReadOnlyList<string> ExcludePatterns { get; init; } = [];

    public bool FollowExternalLinks { get; init; }
    public bool RespectRobotsTxt { get; init; } = true;

    public Errors Check(Errors errors) => errors
        .Unless(MaxPages is >= 1 and <= MostPages, "max_pages", $"A crawl reads 1 to {MostPages} pages.")
        .Unless(MaxDepth is >= 0 and <= Deepest, "max_depth", $"A crawl goes 0 to {Deepest} links deep.")
        .Unless(AreFine(IncludePatterns), "include_patterns", Rule)
        .Unless(AreFine(ExcludePatterns), "exclude_patterns", Rule);

    private static string Rule => $"Use at most {MostPatterns} patterns of at most {LongestPattern} characters. Each begins with / or *, like /docs/*.";

    private static bool AreFine(IReadOnlyList<string> patterns) =>
        patterns.Count <= MostPatterns && patterns.All(p => p is ['/' or '*', ..] && p.Length <= LongestPattern && !p.Any(char.IsWhiteSpace));
}

/// <summary>The settings as they are sent; what is not named stays as it is.</summary>
public sealed record CrawlSettingsRequest(
    int? MaxPages = null, int? MaxDepth = null, IReadOnlyList<string>? IncludePatterns = null, IReadOnlyList<string>? ExcludePatterns = null,
    bool? FollowExternalLinks = null, bool? RespectRobotsTxt = null)
{
    public CrawlSettings Over(CrawlSettings present) => new()
    {
        MaxPages = MaxPages ?? present.MaxPages,
        MaxDepth = MaxDepth ?? present.MaxDepth,
        IncludePatterns = Trimmed(IncludePatterns) ?? present.IncludePatterns,
        ExcludePatterns = Trimmed(ExcludePatterns) ?? present.ExcludePatterns,
        FollowExternalLinks = FollowExternalLinks ?? present.FollowExternalLinks,
        RespectRobotsTxt = RespectRobotsTxt ?? present.RespectRobotsTxt,
    };

    private static List<string>? Trimmed(IReadOnlyList<string>? patterns) =>
        patterns is null ? null : [.. patterns.Select(p => (p ?? "").Trim()).Where(p => p.Length > 0).Distinct()];
}
