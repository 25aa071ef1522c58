using System.Security.Cryptography;

namespace Frontdesk.Platform.Http;

/// <summary>
/// The headers that keep a browser from doing more than the page asks for. Answers that are framed or embedded elsewhere
/// (the widget) set their own policy before.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items["nonce"] = nonce;
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            if (headers.ContentSecurityPolicy.Count == 0)
            {
                headers.ContentSecurityPolicy =
                    $"default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; font-src 'self'; "
                    + "frame-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";
            }

            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(self), payment=()";
            if (context.Request.IsHttps)
            {
                headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
