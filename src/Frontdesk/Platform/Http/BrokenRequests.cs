using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Layout;
using Microsoft.AspNetCore.Diagnostics;

namespace Frontdesk.Platform.Http;

/// <summary>
/// Turns what could not be handled into a problem for whoever can act: the caller's mistake is the caller's (400, 413), a
/// database that is away is 503 with nothing stored, and the rest is ours.
/// </summary>
public sealed partial class BrokenRequests(ILogger<BrokenRequests> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = exception switch
        {
            _ when IsTooLarge(exception) => Problem.TooLarge(),
            BadHttpRequestException { InnerException: JsonException json } => Problem.Of(400, "invalid_request", Where(json)),
            BadHttpRequestException bad => Problem.Of(bad.StatusCode, "invalid_request", "The request is not of the form this address takes."),
            _ when DatabaseAway.Breaks(exception) => Problem.Of(503, "unavailable", "The database does not answer just now. Nothing was stored; try again.", TimeSpan.FromSeconds(2)),
            OperationCanceledException when httpContext.RequestAborted.IsCancellationRequested => Problem.Of(499, "cancelled", "The caller went away."),
            _ => Problem.Of(500, "fault", "Something is broken on our side. It is in the log."),
        };
        if (problem.StatusCode == StatusCodes.Status500InternalServerError)
        {
            Fault(httpContext.Request.Method, httpContext.Request.Path, exception);
        }

        if (StatusPages.IsForPeople(httpContext.Request))
        {
            httpContext.Response.StatusCode = problem.StatusCode; // the status page says it in words
            return true;
        }

        await problem.ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed")]
    private partial void Fault(string method, string path, Exception fault);

    /// <summary>Kestrel says so itself; the form reader does with its own exception.</summary>
    private static bool IsTooLarge(Exception exception) =>
        exception is BadHttpRequestException { StatusCode: 413 } or BadHttpRequestException { InnerException: InvalidDataException }
        || exception is InvalidDataException { Message: var reason } && reason.Contains("length limit", StringComparison.Ordinal);

    private static string Where(JsonException json) => json.Path is { Length: > 1 } path
        ? $"The value at {path[2..]} has the wrong type, or something required is missing there."
        : "The body is not the JSON object this address takes, or something required is missing.";
}
