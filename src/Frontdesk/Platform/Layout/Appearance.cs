namespace Frontdesk.Platform.Layout;

/// <summary>What this browser chose, kept in cookies so that the first paint is already right.</summary>
internal static class Appearance
{
    public const string ThemeCookie = "fd_theme";
    public const string RailCookie = "fd_rail";

    public static string? RootClass(HttpContext? http)
    {
        var classes = string.Join(' ', new[] { Theme(http), Rail(http) }.Where(name => name is not null));
        return classes.Length == 0 ? null : classes;
    }

    private static string? Theme(HttpContext? http) => http?.Request.Cookies[ThemeCookie] switch
    {
        "light" => "theme-light",
        "dark" => "theme-dark",
        _ => null,
    };

    private static string? Rail(HttpContext? http) => http?.Request.Cookies[RailCookie] == "narrow" ? "rail-narrow" : null;
}
