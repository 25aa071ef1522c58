using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Frontdesk.Chatbots;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;

namespace Frontdesk.Widget;

/// <summary>What a website loads: the launcher with its settings in one request, and after the click the frame with the chat.</summary>
public static class WidgetRoutes
{
    private static readonly int[] Offset = [20, 20]; // pixels from the corner

    /// <summary>For JSON inside a script: nothing in it can end the element or start a comment.</summary>
    private static readonly JsonSerializerOptions InScript = new(Json.Options) { Encoder = JavaScriptEncoder.Default };

    public static void MapWidget(this IEndpointRouteBuilder routes)
    {
        var widget = routes.MapGroup("/widget").ExcludeFromDescription().Open("what websites load");
        widget.MapGet("/{key}.js", Loader);
        widget.MapGet("/{key}/frame", Frame).WithMetadata(new UsesMicrophone());
        widget.MapGet("/assets/{name}", Asset);
    }

    private static async Task<IResult> Loader(string key, HttpContext http, ChatbotDirectory chatbots, WidgetFiles files, EmbedCode embed, InstallationSeen seen, CancellationToken ct)
    {
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        http.Response.Headers.AccessControlAllowOrigin = "*";
        if (await chatbots.Find(key, ct) is not { Status: not ChatbotStatus.Archived } chatbot)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Script("console.info('Frontdesk: no chatbot has this key. Copy the snippet again from the Install page.');");
        }

        await seen.Note(chatbot, http.Request, ct);
        http.Response.Headers.CacheControl = "public, max-age=60";
        var look = chatbot.Settings.Appearance;
        var config = JsonSerializer.Serialize(new
        {
            app_key = chatbot.PublicKey,
            origin = await embed.Origin(ct),
            status = chatbot.Status,
            allowed_domains = chatbot.Settings.AllowedDomains,
            accent = look.Accent,
            accent_text = Color.TextOn(look.Accent),
            look.Position,
            offset = Offset,
            look.Size,
            look.ButtonText,
            rtl = false,
            chatbot.Settings.Greeting,
            greeting_delay = (int?)3,
            language = "en",
        }, InScript);
        return Script($"window.__frontdesk_config={config};\n{files.Loader}");
    }

    private static async Task<IResult> Frame(string key, HttpContext http, ChatbotDirectory chatbots, WidgetFiles files, CancellationToken ct)
    {
        if (await chatbots.Find(key, ct) is not { Status: ChatbotStatus.Active } chatbot)
        {
            return Problem.NotFound("app_key_unknown", "This chat does not exist or is switched off.");
        }

        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self' {(http.Request.IsHttps ? "wss" : "ws")}://{http.Request.Host}; "
            + $"font-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; media-src 'self' blob:; frame-ancestors {Ancestors(chatbot)}";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        return TypedResults.Content(Document(chatbot, files), "text/html; charset=utf-8");
    }

    private static IResult Asset(string name, HttpContext http, WidgetFiles files)
    {
        if (files.Find(name, http.Request.Headers.AcceptEncoding.ToString()) is not var (content, encoding))
        {
            return Problem.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.Vary = "Accept-Encoding";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        http.Response.Headers.ContentEncoding = encoding;
        return TypedResults.Bytes(content, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8");
    }

    /// <summary>The websites that may frame the chat. Without a list any may.</summary>
    private static string Ancestors(ChatbotFacts chatbot) => chatbot.Settings.AllowedDomains.Count == 0
        ? "*"
        : "'self' " + string.Join(' ', chatbot.Settings.AllowedDomains.SelectMany(d => new[] { $"http://{d}:*", $"https://{d}:*" }));

    private static string Document(ChatbotFacts chatbot, WidgetFiles files)
    {
        var config = JsonSerializer.Serialize(new
        {
            app_key = chatbot.PublicKey,
            chatbot.Name,
            avatar_url = (string?)null,
            logo_url = (string?)null,
            chatbot.Settings.Greeting,
            starter_questions = chatbot.Settings.StarterQuestions,
            accent = chatbot.Settings.Appearance.Accent,
            accent_text = Color.TextOn(chatbot.Settings.Appearance.Accent),
            language = "en",
            ai = chatbot.Settings.Ai.Enabled,
            online = Array.Empty<object>(),
            reply_time = (string?)null,
            message_length = 4000,
            nps = chatbot.Settings.NpsEnabled ? "How likely are you to recommend us, from 0 (not at all) to 10 (very)?" : null,
            texts = new { },
        }, InScript);
        return new StringBuilder("<!doctype html>\n<html lang=\"en\" dir=\"ltr\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1, interactive-widget=resizes-content\"><meta name=\"robots\" content=\"noindex\">")
            .Append("<title>").Append(HtmlEncoder.Default.Encode(chatbot.Name)).Append("</title>")
            .Append("<link rel=\"stylesheet\" href=\"").Append(files.Address("chat.css")).Append("\"></head><body><div id=\"app\"></div>")
            .Append("<script type=\"application/json\" id=\"config\">").Append(config).Append("</script>")
            .Append("<script type=\"module\" src=\"").Append(files.Address("chat.js")).Append("\"></script></body></html>").ToString();
    }

    private static IResult Script(string text) => TypedResults.Content(text, "text/javascript; charset=utf-8");
}
