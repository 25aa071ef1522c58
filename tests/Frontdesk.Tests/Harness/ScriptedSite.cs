using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Tests.Harness;

/// <summary>A website with pages that change, move, fail and vanish.</summary>
public sealed class ScriptedSite : ScriptedServer
{
    private readonly ConcurrentDictionary<string, Func<HttpContext, CancellationToken, Task>> _pages = new();

    public static Task<ScriptedSite> Start() => Started(new ScriptedSite());

    /// <summary>How often each path was asked for; robots.txt and sitemaps too.</summary>
    public int Asked(string path) => Requests.Count(r => r.Path == path);

    /// <summary>A page with a sentence and links, and the tag that says whether it has changed.</summary>
    public ScriptedSite Page(string path, string sentence, params string[] links) => Html(path,
        $"<title>{path}</title><main><h1>Page {path}</h1><p>{sentence}</p>{string.Concat(links.Select(link => $"<p><a href=\"{link}\">on to {link}</a></p>"))}</main>");

    public ScriptedSite Html(string path, string html, string contentType = "text/html; charset=utf-8") => Bytes(path, Encoding.UTF8.GetBytes(html), contentType);

    public ScriptedSite Bytes(string path, byte[] body, string contentType, params (string Name, string Value)[] headers) => On(path, async (http, ct) =>
    {
        var tag = $"\"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(body))[..16]}\"";
        http.Response.Headers.ETag = tag;
        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        if (http.Request.Headers.IfNoneMatch == tag)
        {
            http.Response.StatusCode = 304;
            return;
        }

        http.Response.ContentType = contentType;
        await http.Response.Body.WriteAsync(body, ct);
    });

    public ScriptedSite Answers(string path, int status, params (string Name, string Value)[] headers) => On(path, (http, _) =>
    {
        http.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        return Task.CompletedTask;
    });

    public ScriptedSite Redirects(string path, string location, int status = 301) => Answers(path, status, ("Location", location));

    /// <summary>Sends what it has and then nothing for a long time.</summary>
    public ScriptedSite Stalls(string path) => On(path, async (http, ct) =>
    {
        http.Response.ContentType = "text/html";
        await http.Response.WriteAsync("<p>one moment", ct);
        await http.Response.Body.FlushAsync(ct);
        await Task.Delay(Timeout.InfiniteTimeSpan, ct);
    });

    /// <summary>404, as every path that was never named.</summary>
    public ScriptedSite Forgets(string path)
    {
        _pages.TryRemove(path, out _);
        return this;
    }

    public ScriptedSite On(string path, Func<HttpContext, CancellationToken, Task> answer)
    {
        _pages[path] = answer;
        return this;
    }

    protected override Task Answer(HttpContext context, ReceivedRequest request, CancellationToken ct)
    {
        if (_pages.TryGetValue(request.Path, out var page) || _pages.TryGetValue("*", out page))
        {
            return page(context, ct);
        }

        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
