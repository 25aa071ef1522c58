using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Frontdesk.SignIn;

namespace Frontdesk.Isolation;

/// <summary>What came back, headers and all, as one text to look for words in.</summary>
public sealed record Answer(int Status, string Body, string Headers)
{
    public string? Code => Read("code");

    /// <summary>A field of the answer, or of an object in it; null where there is none.</summary>
    public string? Read(string outer, string inner) => Read(outer) is { } nested ? (this with { Body = nested }).Read(inner) : null;

    public string? Read(string name)
    {
        try
        {
            return JsonDocument.Parse(Body).RootElement is { ValueKind: JsonValueKind.Object } json && json.TryGetProperty(name, out var value) ? value.ToString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Asks a running server as anybody, over HTTP alone.</summary>
public sealed class FrontDoor(string url, SessionTokens tokens) : IDisposable
{
    private const int MostWaits = 5;
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(60) };

    public string Url => url;

    /// <summary>How many requests were sent.</summary>
    public int Calls { get; private set; }

    public async Task<JsonElement> OpenApi(CancellationToken ct) => await _http.GetFromJsonAsync<JsonElement>("/openapi/v1.json", ct);

    /// <summary>With a bearer token. A limit that is met is waited for.</summary>
    public Task<Answer> Call(string method, string path, HttpContent? body, string? token, CancellationToken ct) => Send(() =>
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return request;
    }, body, ct);

    /// <summary>As a browser with the dashboard open: the cookie, and the word that the request comes from there.</summary>
    public Task<Answer> Visit(string method, string path, HttpContent? form, Guid? session, CancellationToken ct) => Send(() =>
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        if (session is { } id)
        {
            request.Headers.TryAddWithoutValidation("Cookie", $"{SessionTokens.Cookie}={tokens.ForCookie(id)}");
        }

        return request;
    }, form, ct);

    public void Dispose() => _http.Dispose();

    private async Task<Answer> Send(Func<HttpRequestMessage> make, HttpContent? body, CancellationToken ct)
    {
        var bytes = body is null ? null : await body.ReadAsByteArrayAsync(ct);
        for (var waits = 0; ; waits++)
        {
            using var request = make();
            request.Content = bytes is null ? null : Again(bytes, body!);
            Calls++;
            using var response = await _http.SendAsync(request, ct);
            if ((int)response.StatusCode == 429 && response.Headers.RetryAfter?.Delta is { } wait && wait < TimeSpan.FromSeconds(20) && waits < MostWaits)
            {
                await Task.Delay(wait, ct);
                continue;
            }

            return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(ct), response.Headers.ToString() + response.Content.Headers);
        }
    }

    private static ByteArrayContent Again(byte[] bytes, HttpContent like)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = like.Headers.ContentType;
        return content;
    }
}
