using AngleSharp.Dom;

namespace Frontdesk.Knowledge.Reading;

/// <summary>What a page says about itself, and where it leads.</summary>
internal sealed class PageHead
{
    private const int MostLinks = 2_000;
    private const int LongestAddress = 2_000;
    private const string Between = "|–—·•»:-";

    private readonly IDocument _document;
    private readonly Uri? _base;

    public PageHead(IDocument document, Uri? address)
    {
        _document = document;
        _base = document.QuerySelector("base[href]") is { } chosen ? Resolve(address, chosen.GetAttribute("href")) ?? address : address;
    }

    public string Title
    {
        get
        {
            var heading = Folded(_document.QuerySelector("h1")?.TextContent);
            var title = Folded(_document.Title) is { Length: > 0 } named ? named : Meta("og:title") ?? "";
            return title.Length == 0 ? Cut(heading, 200) ?? "" : Cut(WithoutSite(title, heading, Meta("og:site_name")), 200)!;
        }
    }

    public string? Language => Cut(_document.DocumentElement.GetAttribute("lang") is { Length: > 0 } lang ? lang : Meta("content-language") ?? Meta("og:locale")?.Replace('_', '-'), 20);

    public string? Description => Cut(Meta("description") ?? Meta("og:description"), 500);

    public string? Author => (Meta("author") ?? Meta("article:author")) is { } author && !author.Contains("://", StringComparison.Ordinal) ? Cut(author, 200) : null;

    public Uri? Canonical => _document.QuerySelectorAll("link[rel][href]").Where(link => HasWord(link, "rel", "canonical")).Select(link => Resolve(_base, link.GetAttribute("href"))).FirstOrDefault(a => a is not null);

    public IReadOnlyList<Uri> Links =>
    [
        .. _document.QuerySelectorAll("a[href],area[href]").Where(link => !HasWord(link, "rel", "nofollow"))
            .Select(link => Resolve(_base, link.GetAttribute("href"))).OfType<Uri>().Distinct().Take(MostLinks),
    ];

    /// <summary>Whether the page tells robots so: <c>noindex</c> or <c>nofollow</c>.</summary>
    public bool Says(string directive) => _document.QuerySelectorAll("meta[name][content]")
        .Where(meta => meta.GetAttribute("name")!.Trim() is var name && (name.Equals("robots", StringComparison.OrdinalIgnoreCase) || name.Equals("frontdeskbot", StringComparison.OrdinalIgnoreCase)))
        .SelectMany(meta => meta.GetAttribute("content")!.Split([',', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        .Any(said => said.Equals(directive, StringComparison.OrdinalIgnoreCase) || said.Equals("none", StringComparison.OrdinalIgnoreCase));

    /// <summary>"Returns | Tarnholt" is "Returns" where the page's heading or its site's name says so.</summary>
    private static string WithoutSite(string title, string heading, string? site)
    {
        if (heading.Length > 0 && title.StartsWith(heading, StringComparison.OrdinalIgnoreCase) && (title.Length == heading.Length || Between.Contains(title[heading.Length..].TrimStart()[0], StringComparison.Ordinal)))
        {
            return title[..heading.Length];
        }

        return site is { Length: > 0 } && title.EndsWith(site, StringComparison.OrdinalIgnoreCase) && title[..^site.Length].TrimEnd().TrimEnd([.. Between]).TrimEnd() is { Length: > 0 } own ? own : title;
    }

    private string? Meta(string name) => _document.QuerySelectorAll("meta[content]")
        .Where(meta => name.Equals(meta.GetAttribute("name"), StringComparison.OrdinalIgnoreCase) || name.Equals(meta.GetAttribute("property"), StringComparison.OrdinalIgnoreCase) || name.Equals(meta.GetAttribute("http-equiv"), StringComparison.OrdinalIgnoreCase))
        .Select(meta => Folded(meta.GetAttribute("content"))).FirstOrDefault(text => text.Length > 0);

    private static Uri? Resolve(Uri? from, string? href)
    {
        var written = (href ?? "").Trim();
        return written.Length is > 0 and <= LongestAddress
            && (from is null ? Uri.TryCreate(written, UriKind.Absolute, out var found) : Uri.TryCreate(from, written, out found))
            && (found.Scheme == Uri.UriSchemeHttp || found.Scheme == Uri.UriSchemeHttps)
            ? found.Fragment.Length == 0 ? found : new Uri(found.GetLeftPart(UriPartial.Query))
            : null;
    }

    private static bool HasWord(IElement element, string attribute, string word) =>
        (element.GetAttribute(attribute) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains(word, StringComparer.OrdinalIgnoreCase);

    private static string Folded(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Cut(string? text, int characters) => Platform.Text.CleanText.Optional(text, characters);
}
