namespace Frontdesk.Platform.Layout;

/// <summary>What the product is called and looks like for who looks. Set once a request; else it is our own.</summary>
/// <param name="Accent">As #rrggbb, for what no stylesheet reaches.</param>
/// <param name="StylesheetUrl">Overrides the tokens of colours.</param>
public sealed record Brand(string Name, string Accent, string? LogoUrl = null, string? StylesheetUrl = null)
{
    public static Brand Own { get; } = new("Frontdesk", "#3257d6");

    public static Brand Of(HttpContext? http) => http?.Features.Get<Brand>() ?? Own;
}
