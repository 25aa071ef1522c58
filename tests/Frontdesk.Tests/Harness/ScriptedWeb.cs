using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Frontdesk.Tests.Harness;

/// <summary>A small website: pages, redirects and endless answers.</summary>
public sealed class ScriptedWeb : ScriptedServer
{
    private readonly ConcurrentDictionary<string, Func<HttpContext, CancellationToken, Task>> pages = new();

    public static Task<ScriptedWeb> Start() => Started(new ScriptedWeb());

    public ScriptedWeb Page(string path, string text)
    {
        pages[path] = (context, ct) => context.Response.WriteAsync(text, ct);
        return this;
    }

    public ScriptedWeb Redirects(string path, string location, int status = 302)
    {
        pages[path] = (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        };
        return this;
    }

    /// <summary>Sends this many bytes without announcing how many.</summary>
    public ScriptedWeb Sends(string path, int bytes)
    {
        pages[path] = async (context, ct) =>
        {
            for (var sent = 0; sent < bytes; sent += 1024) await context.Response.Body.WriteAsync(new byte[1024], ct);
        };
        return this;
    }

    protected override Task Answer(HttpContext context, ReceivedRequest request, CancellationToken ct)
    {
        if (pages.TryGetValue(request.Path, out var page)) return page(context, ct);
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
