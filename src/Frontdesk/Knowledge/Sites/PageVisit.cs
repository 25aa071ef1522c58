using System.Net;

namespace Frontdesk.Knowledge.Sites;

/// <summary>Goes to one page of a crawl, as far as the site lets robots.</summary>
public sealed partial class PageVisit(SiteFetch fetch, ILogger<PageVisit> log)
{
    private const int MostHops = 5;

    private readonly Dictionary<string, Robots?> _robots = [];

    public async Task<Visited> Of(Site site, SitePage page, CancellationToken ct)
    {
        try
        {
            return await Go(site, page, ct);
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            PageBroke(page.Url, broken);
            return new Visited(PageState.Failed, "The page could not be read because of a fault on the server. The operator finds the reason in the log.", []);
        }
    }

    /// <summary>From http to https or to a slash at the end is the same page; any other redirect is another one.</summary>
    private async Task<Visited> Go(Site site, SitePage page, CancellationToken ct)
    {
        var address = PageAddress.Of(new Uri(page.Url))!;
        for (var hop = 0; hop <= MostHops; hop++)
        {
            if (await RobotsOf(site, address.Url, ct) is not { } robots)
            {
                return Visited.Skipped("The website's robots.txt could not be read, so its pages were left alone.");
            }

            if (!robots.Allows(address.PathAndQuery))
            {
                return Visited.Skipped("The website's robots.txt asks robots to stay away from this page.");
            }

            var isKnown = page.SourceId is not null;
            var answer = await fetch.Page(address.Url, robots.Delay, isKnown ? page.EntityTag : null, isKnown ? page.LastModified : null, ct);
            var visited = Visited.By(answer, address.Url, page.Links);
            if (visited.Instead is null || PageAddress.Of(visited.Instead) is not { } target || target.Key != page.Key)
            {
                return Canonical(site, page, visited) with { Url = address.Url };
            }

            address = target;
        }

        return new Visited(PageState.Failed, "The page redirects to itself.", []);
    }

    /// <summary>A page that says it lives elsewhere on the site is read there.</summary>
    private static Visited Canonical(Site site, SitePage page, Visited visited) =>
        visited.Page?.Canonical is { } canonical && PageAddress.Of(canonical) is { } own && own.Key != page.Key && new Scope(site.Url, site.Settings) is var scope && scope.IsHome(own) && scope.Wants(own)
            ? new Visited(PageState.Skipped, $"The same page as {Visited.Shown(own.Url)}.", visited.Links) { Instead = own.Url, Page = visited.Page, Answer = visited.Answer }
            : visited;

    /// <summary>Null where they cannot be had. Of the site's own origin they were read when the crawl began.</summary>
    private async Task<Robots?> RobotsOf(Site site, Uri address, CancellationToken ct)
    {
        if (!site.Settings.RespectRobotsTxt)
        {
            return Robots.Everything;
        }

        var origin = address.GetLeftPart(UriPartial.Authority);
        if (!_robots.TryGetValue(origin, out var robots))
        {
            robots = site.Robots.TryGetValue(origin, out var kept) ? Robots.Read(kept) : (await Fetch(origin, ct)).Robots;
            _robots[origin] = robots;
        }

        return robots;
    }

    /// <summary>A site without one lets everybody in; one that cannot answer is left alone.</summary>
    public async Task<(Robots? Robots, string? Trouble)> Fetch(string origin, CancellationToken ct)
    {
        var answer = await fetch.File(new Uri(origin + "/robots.txt"), Robots.MostBytes, ct);
        return answer switch
        {
            { Trouble: { } trouble } => (null, trouble),
            { Status: HttpStatusCode.OK } => (Robots.Read(Reading.HtmlBytes.Decode(answer.Body, "utf-8")), null),
            { Status: HttpStatusCode.TooManyRequests } or { Status: >= HttpStatusCode.InternalServerError } => (null, $"It answered {(int)answer.Status}."),
            _ => (Robots.Everything, null),
        };
    }

    [LoggerMessage(LogLevel.Error, "{Url} could not be read")]
    private partial void PageBroke(string url, Exception broken);
}
