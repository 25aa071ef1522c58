using System.Security.Cryptography;

namespace Frontdesk.Platform.Http;

/// <summary>
/// The headers that keep a browser from doing more than the page asks for, on every answer, errors too. Answers that are
/// framed or embedded elsewhere (the widget) set their own policies before.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Devices = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), payment=(), usb=()";

    public Task InvokeAsync(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items["nonce"] = nonce;
        context.Response.OnStarting(() =>
        {
            Write(context, nonce);
            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>For answers from in front of this middleware, which hold nothing to show.</summary>
    public static void OnRefusal(HttpContext context) => Write(context, nonce: null);

    private static void Write(HttpContext context, string? nonce)
    {
        var headers = context.Response.Headers;
        if (headers.ContentSecurityPolicy.Count == 0)
        {
            headers.ContentSecurityPolicy = nonce is null || !IsDocument(context) ? "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'" : PagePolicy(context, nonce);
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        SetUnlessSet("Permissions-Policy", $"{Devices}, microphone={(context.GetEndpoint()?.Metadata.GetMetadata<UsesMicrophone>() is null ? "()" : "(self)")}");
        SetUnlessSet("Cross-Origin-Opener-Policy", "same-origin");
        SetUnlessSet("Cross-Origin-Resource-Policy", "same-origin");
        SetUnlessSet("Cache-Control", "no-store"); // what one person may see must stay in no cache; what all may says so itself
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        }

        void SetUnlessSet(string name, string value)
        {
            if (headers[name].Count == 0)
            {
                headers[name] = value;
            }
        }
    }

    /// <summary>Script from this server alone and none inline; Turbo's own style element carries the nonce.</summary>
    private static string PagePolicy(HttpContext context, string nonce) =>
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self' {Sockets(context)}; "
        + "media-src 'self' blob:; manifest-src 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'";

    /// <summary>Spelled out for browsers in whose eyes 'self' leaves sockets out.</summary>
    private static string Sockets(HttpContext context) => $"{(context.Request.IsHttps ? "wss" : "ws")}://{context.Request.Host}";

    private static bool IsDocument(HttpContext context) => context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
}

/// <summary>Marks pages where somebody can record a voice message; all others may not ask for the microphone.</summary>
public sealed record UsesMicrophone;
