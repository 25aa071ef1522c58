using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Frontdesk.Platform.Http;
using Microsoft.Extensions.Options;

namespace Frontdesk.Knowledge.Sites;

/// <summary>Asks websites for pages: politely, by the one client that goes nowhere private, and never for longer or for more than allowed.</summary>
public sealed class SiteFetch(OutboundClient outbound, HostPace pace, PublicAddress own, IOptions<CrawlOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    /// <summary>A page, unless it is as it was. Redirects come back as they are: whether they may be followed is the crawl's to say.</summary>
    public Task<Fetched> Page(Uri address, TimeSpan? delay, string? entityTag, DateTimeOffset? lastModified, CancellationToken ct)
    {
        var request = Request(address, "text/html, application/xhtml+xml;q=0.9, */*;q=0.1").WithoutRedirects();
        if (entityTag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", entityTag);
        }

        request.Headers.IfModifiedSince = lastModified;
        return Send(request, delay, options.Value.LargestPage, IsWorthReading, ct);
    }

    /// <summary>robots.txt or a sitemap, wherever it leads.</summary>
    public Task<Fetched> File(Uri address, long mostBytes, CancellationToken ct) => Send(Request(address, "text/plain, application/xml, text/xml, */*;q=0.1"), null, mostBytes, response => response.IsSuccessStatusCode, ct);

    private async Task<Fetched> Send(HttpRequestMessage request, TimeSpan? delay, long mostBytes, Func<HttpResponseMessage, bool> isWanted, CancellationToken ct)
    {
        var address = request.RequestUri!;
        using var turn = await pace.Enter(address.Authority, delay > options.Value.Delay ? delay.Value : options.Value.Delay, ct);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(options.Value.PageTimeout);
        try
        {
            using var response = await outbound.Http.SendAsync(request.LimitResponse(mostBytes), HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return await Read(response, mostBytes, isWanted(response), patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Fetched.Nothing($"The page did not answer within {options.Value.PageTimeout.TotalSeconds:0} seconds.");
        }
        catch (Exception trouble) when (trouble is HttpRequestException or IOException or AddressRefusedException or InvalidDataException or SocketException or UriFormatException)
        {
            return Fetched.Nothing(Words(trouble, address, mostBytes));
        }
    }

    private async Task<Fetched> Read(HttpResponseMessage response, long mostBytes, bool isWanted, CancellationToken ct)
    {
        var headers = response.Content.Headers;
        return new Fetched(
            response.StatusCode, headers.ContentType?.MediaType?.ToLowerInvariant() ?? "", headers.ContentType?.CharSet?.Trim('"', '\''),
            isWanted ? await response.Content.ReadUnpacked(mostBytes, ct) : [],
            response.Headers.Location is { } location && Uri.TryCreate(response.RequestMessage!.RequestUri, location, out var target) ? target : null,
            response.Headers.ETag?.ToString() is { Length: <= 200 } tag ? tag : null,
            headers.LastModified?.ToUniversalTime(), Rest(response.Headers.RetryAfter),
            string.Join(',', response.Headers.TryGetValues("X-Robots-Tag", out var tags) ? tags : []));
    }

    private TimeSpan? Rest(RetryConditionHeaderValue? header) => (header?.Delta ?? header?.Date - clock.GetUtcNow()) switch
    {
        null => null,
        { Ticks: < 0 } => TimeSpan.Zero,
        { } rest => rest > LongestRest ? LongestRest : rest,
    };

    private HttpRequestMessage Request(Uri address, string accepted)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("User-Agent", $"{Robots.Name}/1.0 (+{own.Root})");
        request.Headers.TryAddWithoutValidation("Accept", accepted);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
        return request;
    }

    private static bool IsWorthReading(HttpResponseMessage response) =>
        response.StatusCode == HttpStatusCode.OK && response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() is null or "text/html" or "application/xhtml+xml";

    private static string Words(Exception trouble, Uri address, long mostBytes) => trouble switch
    {
        _ when AddressRefusedException.In(trouble) is { } refused => refused.Message,
        _ when In<ResponseTooLargeException>(trouble) => string.Create(CultureInfo.InvariantCulture, $"The page is larger than {mostBytes / 1024 / 1024} MB."),
        _ when In<InvalidDataException>(trouble) => "The answer was damaged on its way.",
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => $"The name {address.Host} was not found.",
        _ when In<SocketException>(trouble) && trouble.GetBaseException() is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => $"The name {address.Host} was not found.",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => $"The certificate of {address.Host} is not valid.",
        _ => $"No connection to {address.Host} could be made, or it broke.",
    };

    private static bool In<T>(Exception? trouble) where T : Exception
    {
        for (; trouble is not null; trouble = trouble.InnerException)
        {
            if (trouble is T)
            {
                return true;
            }
        }

        return false;
    }
}
