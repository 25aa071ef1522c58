using Frontdesk.Platform.Text;

namespace Frontdesk.Platform.Http;

/// <summary>Where a request comes from, as lists of sessions and the audit log show it.</summary>
/// <param name="Ip">The caller's address; behind configured proxies the one they saw.</param>
/// <param name="UserAgent">What the program says of itself, at most 300 characters.</param>
public sealed record RequestOrigin(string? Ip, string? UserAgent)
{
    public static readonly RequestOrigin None = new(null, null);

    public static RequestOrigin Of(HttpContext http) =>
        new(http.Connection.RemoteIpAddress?.ToString(), CleanText.Optional(http.Request.Headers.UserAgent, 300));
}
