using Frontdesk.Platform.Http;
using Microsoft.AspNetCore.Diagnostics;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Platform.Layout;

/// <summary>Answers that have a status and nothing to read get words: a page for people, a problem for programs.</summary>
public static class StatusPages
{
    private const string Address = "/status/";

    public static void UseStatusPages(this WebApplication app) => app.UseStatusCodePagesWithReExecute(Address + "{0}");

    public static void MapStatusPages(this IEndpointRouteBuilder pages) => pages.Map(Address + "{code:int}", (int code, HttpContext http) =>
        code is < 400 or > 599 ? Results.NotFound()
        : WantsPage(http) ? Page<StatusPage>(new { Status = code }, code)
        : code == StatusCodes.Status404NotFound ? Problem.NotFound()
        : code == StatusCodes.Status413PayloadTooLarge ? Problem.TooLarge()
        : Problem.Of(code, "refused", "This address does not take such a request.")).Open("words for an answer that has none");

    /// <summary>Whether a person's browser asks for something to look at.</summary>
    public static bool IsForPeople(HttpRequest request) =>
        request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal) && !request.Path.StartsWithSegments("/api");

    private static bool WantsPage(HttpContext http) =>
        IsForPeople(http.Request) && http.Features.Get<IStatusCodeReExecuteFeature>()?.OriginalPath.StartsWith("/api", StringComparison.Ordinal) != true;
}
