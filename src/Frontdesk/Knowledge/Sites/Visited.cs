using System.Net;
using Frontdesk.Knowledge.Reading;

namespace Frontdesk.Knowledge.Sites;

/// <summary>What came of asking for a page.</summary>
/// <param name="Links">Where it leads.</param>
public sealed record Visited(PageState State, string? Reason, IReadOnlyList<Uri> Links)
{
    private static readonly TimeSpan ShortRest = TimeSpan.FromSeconds(5);

    /// <summary>What it says, where it was read.</summary>
    public WebPage? Page { get; init; }

    public Fetched? Answer { get; init; }

    /// <summary>The address that stands for it.</summary>
    public Uri? Instead { get; init; }

    /// <summary>The server asks for a rest; the page is still to be read.</summary>
    public TimeSpan? Rest { get; init; }

    /// <summary>Another try may go better.</summary>
    public bool MayPass { get; init; }

    /// <summary>Where it was found in the end.</summary>
    public Uri? Url { get; init; }

    public static Visited Skipped(string reason) => new(PageState.Skipped, reason, []);

    /// <summary>Decides by the answer alone.</summary>
    public static Visited By(Fetched answer, Uri address, string[] knownLinks) => answer switch
    {
        { Trouble: { } trouble } => new Visited(PageState.Failed, trouble, []) { MayPass = true },
        { Status: HttpStatusCode.NotModified } => new Visited(PageState.Unchanged, null, [.. knownLinks.Select(link => new Uri(link))]) { Answer = answer },
        { Location: { } target } when answer.Is(HttpStatusCode.MovedPermanently, HttpStatusCode.PermanentRedirect) => Skipped($"Leads to {Shown(target)}.") with { Instead = target },
        { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone } => Skipped($"The page is gone ({(int)answer.Status})."),
        { Status: HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable } =>
            new Visited(PageState.Failed, $"The website asked to wait ({(int)answer.Status}) and did not answer after that.", []) { Rest = answer.RetryAfter ?? ShortRest },
        { Status: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden } => new Visited(PageState.Failed, $"The page is not open to everybody ({(int)answer.Status}).", []),
        { Status: not HttpStatusCode.OK } => new Visited(PageState.Failed, $"The website answered with an error ({(int)answer.Status}).", []),
        { IsHtml: false, MediaType: "application/pdf" } => Skipped("A PDF. Upload it under Documents to answer from it."),
        { IsHtml: false } => Skipped($"Not a web page ({answer.MediaType})."),
        _ => OfPage(MainText.Of(HtmlBytes.Decode(answer.Body, answer.Charset), address), answer),
    };

    private static Visited OfPage(WebPage page, Fetched answer)
    {
        var links = page.NoFollow || Says(answer.RobotsTag, "nofollow") ? [] : page.Links;
        return page.NoIndex || Says(answer.RobotsTag, "noindex") ? new Visited(PageState.Skipped, "The page asks not to be found (noindex).", links)
            : string.IsNullOrWhiteSpace(page.Text) ? new Visited(PageState.Skipped, "No text was found. Pages that scripts build in the browser cannot be read.", links)
            : new Visited(PageState.Read, null, links) { Page = page, Answer = answer };
    }

    /// <summary>The header may speak to one robot: "otherbot: noindex".</summary>
    private static bool Says(string header, string directive) => header.Split(',', StringSplitOptions.TrimEntries)
        .Select(part => part.Split(':', 2, StringSplitOptions.TrimEntries))
        .Any(part => (part.Length == 1 || part[0].Equals(Robots.Name, StringComparison.OrdinalIgnoreCase)) && (part[^1].Equals(directive, StringComparison.OrdinalIgnoreCase) || part[^1].Equals("none", StringComparison.OrdinalIgnoreCase)));

    public static string Shown(Uri address) => address.AbsoluteUri.Length <= 200 ? address.AbsoluteUri : address.Host;
}
