using Frontdesk.Chatbots;
using Frontdesk.Platform.Http;

namespace Frontdesk.Demo;

/// <summary>The demo company's shop, with the widget's snippet in it as an owner would paste it.</summary>
internal static class ShopPage
{
    private static readonly Dictionary<string, string> Types = new()
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    };

    public static void Map(WebApplication app)
    {
        app.MapGet("/demo", (HttpContext http, EmbedCode embed) =>
        {
            http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'";
            var page = File.ReadAllText(SeedDemo.PathOf("Shop", "shop.html")).Replace("{{widget}}", embed.For(SeedDemo.PublicKey), StringComparison.Ordinal);
            return Results.Content(page, "text/html; charset=utf-8");
        }).ExcludeFromDescription().Open("the demo company's shop");
        app.MapGet("/demo/assets/{name}", (string name) =>
            Types.TryGetValue(Path.GetExtension(name), out var type) && name == Path.GetFileName(name) && File.Exists(SeedDemo.PathOf("Shop", name))
                ? Results.File(SeedDemo.PathOf("Shop", name), type)
                : Problem.NotFound()).ExcludeFromDescription().Open("the demo company's shop");
    }
}
