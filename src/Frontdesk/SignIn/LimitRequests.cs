using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;

namespace Frontdesk.SignIn;

/// <summary>
/// Counts what sessions and API keys ask for, before anything of the request is read. What is open to everybody is not
/// counted: stylesheets would use up a page's share.
/// </summary>
public sealed class LimitRequests(RequestDelegate next, AgentLimits limits)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<CurrentAgent>() is { } agent && http.GetEndpoint()?.Rule() is not (null or OpenToAll or OpenToVisitors or VisitorOnly)
            && await limits.Take(agent, Credentials.Bearer(http.Request) is not null, http.RequestAborted, Also(http)) is { } wait)
        {
            await Refuse(http, wait);
            return;
        }

        await next(http);
    }

    private static Counted? Also(HttpContext http) =>
        http.GetEndpoint()!.Metadata.GetMetadata<CountedAs>() is { } counted && (counted.WhenAsked is not { } query || http.Request.Query[query].ToString().Length > 0) ? counted.What : null;

    private static Task Refuse(HttpContext http, TimeSpan wait)
    {
        if (StatusPages.IsForPeople(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status429TooManyRequests; // the status page says it in words
            http.Response.Headers.RetryAfter = $"{Math.Ceiling(wait.TotalSeconds):0}";
            return Task.CompletedTask;
        }

        return Problem.Of(429, "rate_limited", "Too many requests. Wait a little and try again.", wait).ExecuteAsync(http);
    }
}
