namespace Frontdesk.Platform.Http;

/// <summary>
/// The guard against cross-site request forgery for whatever rides on a cookie: browsers say where a request comes from,
/// and pages cannot change what they say (docs/decisions/0005).
/// </summary>
public static class SameOrigin
{
    public static bool Allows(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
        {
            return !request.HttpContext.WebSockets.IsWebSocketRequest || OriginIsOwn(request);
        }

        return request.Headers["Sec-Fetch-Site"].ToString() switch
        {
            "same-origin" or "none" => true,
            "" => OriginIsOwn(request),
            _ => false,
        };
    }

    public static bool OriginIsOwn(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
        && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
