using Frontdesk.Platform.Http;

namespace Frontdesk.Workspaces;

/// <summary>
/// Shows the dashboard and its API under no name but our own: a name that somebody else points here would let their pages
/// ride on it. What websites load, and what machines ask, answers under any.
/// </summary>
public sealed class KnownHosts(RequestDelegate next, CustomDomains domains)
{
    private static readonly string[] ForEverybody = ["/widget", "/api/public", "/api/internal", "/health"];

    public async Task InvokeAsync(HttpContext http)
    {
        if (ForEverybody.Any(path => http.Request.Path.StartsWithSegments(path)) || await domains.AreOurs(http.Request.Host, http.RequestAborted))
        {
            await next(http);
            return;
        }

        await Problem.Of(StatusCodes.Status421MisdirectedRequest, "unknown_host", "This server does not answer under this name.").ExecuteAsync(http);
    }
}
