using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Harness;

/// <summary>One running server and the way to it.</summary>
public sealed class Node : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private Node(WebApplication app)
    {
        _app = app;
        Url = app.Urls.Single();
        _http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(30) }) { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(60) };
    }

    public string Url { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<Node> Start(string connectionString, string data, Action<WebApplicationBuilder> adjust)
    {
        var app = Program.Build(new StartOptions("serve", "http://127.0.0.1:0", data, null, connectionString, Demo: false, null, ["--applicationName", "Frontdesk"]), connectionString, adjust);
        await app.StartAsync();
        return new Node(app);
    }

    /// <summary>As on SIGTERM: it says goodbye first.</summary>
    public Task Stops() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        var databases = Services.GetRequiredService<DataSources>();
        await _app.StopAsync(new CancellationToken(canceled: true)); // sockets that tests left open need no goodbye
        await _app.DisposeAsync();
        await databases.DisposeAsync();
    }

    public Task<Reply> Get(string path, string? token = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, token, headers);

    public Task<Reply> Post(string path, object? body, string? token = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, Content(body), token, headers);

    public Task<Reply> Patch(string path, object? body, string? token = null) => Send(HttpMethod.Patch, path, Content(body), token);

    public Task<Reply> Delete(string path, string? token = null) => Send(HttpMethod.Delete, path, null, token);

    public async Task<Reply> Send(HttpMethod method, string path, HttpContent? content, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        request.Headers.ExpectContinue = content?.Headers.ContentLength > 20_000_000; // as browsers and curl do: a refusal comes before the body is sent
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.Of(response);
    }

    public Uri Socket(string path) => new(Url.Replace("http:", "ws:", StringComparison.Ordinal) + path);

    /// <summary>A string goes out as it is, anything else as JSON.</summary>
    private static HttpContent? Content(object? body) => body switch
    {
        null => null,
        HttpContent content => content,
        string raw => new StringContent(raw, Encoding.UTF8, "application/json"),
        _ => JsonContent.Create(body, body.GetType(), options: Json.Options),
    };
}

/// <summary>What the server answered.</summary>
public sealed record Reply(int Status, string Text, JsonElement Body, ILookup<string, string> Headers)
{
    /// <summary>The code of a problem; null where the answer is none.</summary>
    public string? Code => this["code"] is { ValueKind: JsonValueKind.String } code ? code.GetString() : null;

    public string? Detail => this["detail"] is { ValueKind: JsonValueKind.String } detail ? detail.GetString() : null;

    public JsonElement this[string name] =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) ? value : default;

    public static async Task<Reply> Of(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType is "application/json" or "application/problem+json";
        var headers = response.Headers.Concat(response.Content.Headers).SelectMany(h => h.Value.Select(value => (h.Key, value)));
        return new Reply((int)response.StatusCode, text, isJson && text.Length > 0 ? JsonDocument.Parse(text).RootElement : default,
            headers.ToLookup(h => h.Key, h => h.value, StringComparer.OrdinalIgnoreCase));
    }

    public Reply Ok()
    {
        Status.ShouldBeInRange(200, 299, Text);
        return this;
    }

    public Reply Refused(int status, string code)
    {
        Status.ShouldBe(status, Text);
        Code.ShouldBe(code, Text);
        return this;
    }

    public T As<T>() => Ok().Body.Deserialize<T>(Json.Options)!;
}
