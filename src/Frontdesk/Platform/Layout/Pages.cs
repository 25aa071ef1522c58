using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Frontdesk.Platform.Layout;

/// <summary>Answers of endpoints that show something. Meant for <c>using static</c>.</summary>
public static class Pages
{
    private const string TurboStream = "text/vnd.turbo-stream.html; charset=utf-8";

    /// <summary>The whole document around a page component.</summary>
    /// <param name="parameters">An object whose properties are the page's parameters.</param>
    /// <param name="status">422 for a form with errors: Turbo then shows this answer in place.</param>
    public static RazorComponentResult<Document> Page<T>(object? parameters = null, int status = StatusCodes.Status200OK)
        where T : IComponent =>
        new(new Dictionary<string, object?> { [nameof(Document.Page)] = typeof(T), [nameof(Document.Parameters)] = Named(parameters) })
        {
            StatusCode = status,
            PreventStreamingRendering = true,
        };

    /// <summary>One component alone, for frames and live parts.</summary>
    public static RazorComponentResult<T> Fragment<T>(object? parameters = null, int status = StatusCodes.Status200OK)
        where T : IComponent =>
        new(Named(parameters)) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>A component made of turbo-streams, which Turbo applies instead of showing.</summary>
    public static RazorComponentResult<T> Stream<T>(object? parameters = null, int status = StatusCodes.Status200OK)
        where T : IComponent =>
        new(Named(parameters)) { StatusCode = status, PreventStreamingRendering = true, ContentType = TurboStream };

    /// <summary>After a form was taken: the browser gets the address with GET.</summary>
    public static IResult SeeOther(string address) => new SeeOtherResult(address);

    /// <summary>Whether the request would rather have turbo-streams than a redirect.</summary>
    public static bool AcceptsStream(this HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/vnd.turbo-stream.html", StringComparison.Ordinal);

    /// <summary>303, which the framework's own redirects do not offer; Turbo needs it after a POST.</summary>
    private sealed class SeeOtherResult(string address) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = address;
            return Task.CompletedTask;
        }
    }

    private static Dictionary<string, object?> Named(object? parameters) => new(new RouteValueDictionary(parameters));
}
