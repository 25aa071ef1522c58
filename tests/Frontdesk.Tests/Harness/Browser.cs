using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Harness;

/// <summary>A person's browser: it keeps cookies, follows redirects to other servers, and sends forms from where it is.</summary>
public sealed partial class Browser(Node node) : IDisposable
{
    private const int MostRedirects = 15;

    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    /// <summary>Where the last page came from.</summary>
    public Uri At { get; private set; } = new(node.Url);

    public void Dispose() => _http?.Dispose();

    /// <summary>Follows a link of our own pages, and whatever it redirects to.</summary>
    public Task<Reply> Opens(string address) => Goes(HttpMethod.Get, new Uri(At, address), null, "same-origin");

    /// <summary>Follows a link that stands on another website.</summary>
    public Task<Reply> OpensFromElsewhere(string address) => Goes(HttpMethod.Get, new Uri(At, address), null, "cross-site");

    /// <summary>Sends a form of the page it is on.</summary>
    public Task<Reply> Sends(string address, params (string Name, string Value)[] fields) =>
        Goes(HttpMethod.Post, new Uri(At, address), fields, "same-origin");

    /// <summary>One request, with the redirect as the answer.</summary>
    public async Task<Reply> Step(string address)
    {
        using var response = await Send(HttpMethod.Get, new Uri(At, address), null, "none");
        return await Reply.Of(response);
    }

    public async Task<Reply> SignsIn(string email, string password)
    {
        await Opens(node.Url + "/sign-in");
        return await Sends("/sign-in", ("email", email), ("password", password));
    }

    /// <summary>What the dashboard's cookie stands for.</summary>
    public async Task<Reply> Me() => await Step(node.Url + "/api/v1/auth/me");

    public IEnumerable<Cookie> Cookies => _cookies.GetAllCookies();

    /// <summary>A cookie that another request was given.</summary>
    public void Keeps(string name, string value, string path) => _cookies.Add(new Uri(node.Url), new Cookie(name, value, path));

    /// <summary>The text of the page without its marks.</summary>
    public static string Words(Reply page) => WebUtility.HtmlDecode(Spaces().Replace(Marks().Replace(page.Text, " "), " "));

    private async Task<Reply> Goes(HttpMethod method, Uri address, (string Name, string Value)[]? fields, string from)
    {
        for (var redirects = 0; redirects < MostRedirects; redirects++)
        {
            using var response = await Send(method, address, fields, from);
            At = address;
            if (response.Headers.Location is not { } location || (int)response.StatusCode is < 300 or > 399)
            {
                return await Reply.Of(response);
            }

            (method, fields) = (HttpMethod.Get, null);
            from = new Uri(address, location).Authority == address.Authority ? from : "cross-site"; // as browsers do: it stays so for the rest of the way
            address = new Uri(address, location);
        }

        throw new InvalidOperationException($"Redirected for ever at {address}");
    }

    private async Task<HttpResponseMessage> Send(HttpMethod method, Uri address, (string Name, string Value)[]? fields, string from)
    {
        _http ??= new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30) };
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("Sec-Fetch-Site", from);
        if (fields is not null)
        {
            request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        }

        return await _http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Marks();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
