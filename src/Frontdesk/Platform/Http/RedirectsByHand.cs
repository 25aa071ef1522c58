using System.Net;

namespace Frontdesk.Platform.Http;

/// <summary>
/// Follows at most five redirects, each checked like the first address. Another origin gets none of the caller's headers
/// but what any browser would say: a key meant for one host must not reach the next.
/// </summary>
internal sealed class RedirectsByHand(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    public static readonly HttpRequestOptionsKey<bool> NoRedirects = new("Frontdesk.NoRedirects");

    private const int MostRedirects = 5;

    private static readonly string[] HeadersForAnyone = ["Accept", "Accept-Language", "User-Agent"];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        for (var redirects = 0; ; redirects++)
        {
            OutboundPolicy.CheckUri(request.RequestUri);
            var response = await SendChecked(request, ct);
            if (!IsRedirect(response.StatusCode) || response.Headers.Location is not { } location || StaysWhereItIs(request)) return response;
            response.Dispose();
            var target = Target(request.RequestUri!, location);
            if (redirects == MostRedirects) throw new AddressRefusedException("The address redirects too many times.");
            request = Redirected(request, target, response.StatusCode);
        }
    }

    private static bool StaysWhereItIs(HttpRequestMessage request) => request.Options.TryGetValue(NoRedirects, out var stays) && stays;

    private async Task<HttpResponseMessage> SendChecked(HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            return await base.SendAsync(request, ct);
        }
        catch (HttpRequestException e) when (AddressRefusedException.In(e) is { } refused)
        {
            throw new AddressRefusedException(refused.Message);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !ct.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "No connection could be made in time.", e);
        }
    }

    private static Uri Target(Uri from, Uri location)
    {
        var target = new Uri(from, location);
        return from.Scheme == Uri.UriSchemeHttps && target.Scheme == Uri.UriSchemeHttp
            ? throw new AddressRefusedException("The address redirects from https:// to http://, which would expose what is sent.")
            : target;
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static HttpRequestMessage Redirected(HttpRequestMessage request, Uri target, HttpStatusCode status)
    {
        var next = new HttpRequestMessage(MethodAfter(request.Method, status), target) { Version = request.Version, VersionPolicy = request.VersionPolicy };
        if (next.Method == request.Method) next.Content = request.Content;
        foreach (var option in request.Options) ((IDictionary<string, object?>)next.Options)[option.Key] = option.Value;
        foreach (var header in request.Headers.NonValidated.Where(header => MayCarry(header.Key, request.RequestUri!, target)))
            next.Headers.TryAddWithoutValidation(header.Key, (IEnumerable<string>)header.Value);
        return next;
    }

    private static HttpMethod MethodAfter(HttpMethod method, HttpStatusCode status) => status switch
    {
        HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect => method,
        HttpStatusCode.SeeOther when method != HttpMethod.Head => HttpMethod.Get,
        _ when method == HttpMethod.Post => HttpMethod.Get,
        _ => method,
    };

    private static bool MayCarry(string header, Uri from, Uri to) =>
        !header.Equals("Host", StringComparison.OrdinalIgnoreCase)
        && (SameOrigin(from, to) || HeadersForAnyone.Contains(header, StringComparer.OrdinalIgnoreCase));

    private static bool SameOrigin(Uri from, Uri to) => from.Scheme == to.Scheme && from.Port == to.Port
        && from.IdnHost.Equals(to.IdnHost, StringComparison.OrdinalIgnoreCase);
}
