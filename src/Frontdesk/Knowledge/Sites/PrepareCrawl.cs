using System.IO.Compression;
using System.Net;
using Frontdesk.Platform.Http;
using Microsoft.Extensions.Options;

namespace Frontdesk.Knowledge.Sites;

/// <summary>What is known before the first page is read.</summary>
/// <param name="Robots">By origin.</param>
/// <param name="Pages">From the sitemaps.</param>
/// <param name="IsPartial">Not every sitemap could be read.</param>
/// <param name="Refusal">Why the site may not be read.</param>
public sealed record Preparation(Dictionary<string, string> Robots, IReadOnlyList<PageAddress> Pages, bool IsPartial, string? Refusal = null);

/// <summary>Reads robots.txt and the sitemaps at the beginning of a crawl.</summary>
public sealed class PrepareCrawl(SiteFetch fetch, PageVisit visit, IOptions<CrawlOptions> options)
{
    private const int MostSitemaps = 20;
    private const long LargestSitemap = 10 * 1024 * 1024;

    public async Task<Preparation> Of(Site site, CancellationToken ct)
    {
        var origin = new Uri(site.Url).GetLeftPart(UriPartial.Authority);
        var robots = Robots.Everything;
        if (site.Settings.RespectRobotsTxt)
        {
            (var read, var trouble) = await visit.Fetch(origin, ct);
            if (read is null)
            {
                return new Preparation([], [], true, $"The website's robots.txt could not be read, so nothing else was asked for. {trouble}");
            }

            robots = read;
        }

        if (!robots.Allows(new Uri(site.Url).PathAndQuery))
        {
            return new Preparation([], [], true, "The website's robots.txt asks robots to stay away from this address. If the website is yours, allow FrontdeskBot there or switch off “Follow robots.txt”.");
        }

        var (pages, isPartial) = site.Settings.MaxDepth == 0 ? ([], false) : await InSitemaps(site, robots.Sitemaps.Count > 0 ? robots.Sitemaps : [origin + "/sitemap.xml"], ct);
        return new Preparation(new Dictionary<string, string> { [origin] = robots.ToString() }, pages, isPartial);
    }

    private async Task<(List<PageAddress> Pages, bool IsPartial)> InSitemaps(Site site, IEnumerable<string> first, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(options.Value.PreparationTimeout);
        var scope = new Scope(site.Url, site.Settings);
        var (pages, waiting, seen, isPartial) = (new Dictionary<string, PageAddress>(), new Queue<string>(first), new HashSet<string>(), false);
        try
        {
            while (seen.Count < MostSitemaps && waiting.TryDequeue(out var next) && pages.Count < Frontier.MostKnown(site.Settings))
            {
                if (!seen.Add(next) || !Uri.TryCreate(next, UriKind.Absolute, out var address))
                {
                    continue;
                }

                var answer = await fetch.File(address, LargestSitemap, patience.Token);
                isPartial |= answer.Trouble is not null || answer.Status >= HttpStatusCode.InternalServerError || answer.Status == HttpStatusCode.TooManyRequests;
                var sitemap = answer.Status == HttpStatusCode.OK ? Sitemap.Read(Text(answer.Body)) : Sitemap.Empty;
                if (sitemap.IsIndex)
                {
                    sitemap.Addresses.Take(MostSitemaps).ToList().ForEach(waiting.Enqueue);
                    continue;
                }

                foreach (var page in sitemap.Addresses.Select(a => Uri.TryCreate(a, UriKind.Absolute, out var uri) ? PageAddress.Of(uri) : null).OfType<PageAddress>().Where(p => scope.IsHome(p) && scope.Wants(p)))
                {
                    pages.TryAdd(page.Key, page);
                }
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            isPartial = true;
        }

        return ([.. pages.Values], isPartial);
    }

    /// <summary>Sitemaps are often packed files, whatever the header says.</summary>
    private static string Text(byte[] body)
    {
        if (body is not [0x1f, 0x8b, ..])
        {
            return Reading.HtmlBytes.Decode(body, "utf-8");
        }

        try
        {
            using var unpacked = new BoundedStream(new GZipStream(new MemoryStream(body), CompressionMode.Decompress), LargestSitemap);
            using var whole = new MemoryStream();
            unpacked.CopyTo(whole);
            return Reading.HtmlBytes.Decode(whole.ToArray(), "utf-8");
        }
        catch (Exception broken) when (broken is InvalidDataException or ResponseTooLargeException)
        {
            return "";
        }
    }
}
