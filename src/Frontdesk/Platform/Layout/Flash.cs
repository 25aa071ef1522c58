namespace Frontdesk.Platform.Layout;

/// <summary>A sentence for the next page, carried over a redirect in a cookie. It is shown once and holds nothing secret.</summary>
public sealed record Flash(string Text, Meaning Meaning = Meaning.Success)
{
    internal const string Cookie = "fd_flash";

    /// <summary>Leaves the sentence for the page that the answer leads to.</summary>
    public static void Leave(HttpContext http, string text, Meaning meaning = Meaning.Success) =>
        http.Response.Cookies.Append(Cookie, $"{meaning.Css()}:{text}", new CookieOptions
        {
            Path = "/",
            MaxAge = TimeSpan.FromMinutes(1),
            SameSite = SameSiteMode.Lax,
            Secure = http.Request.IsHttps,
        });

    internal static Flash? Left(HttpContext? http)
    {
        if (http?.Request.Cookies[Cookie]?.Split(':', 2) is not [var name, var text]) return null;
        return new Flash(text, Enum.GetValues<Meaning>().FirstOrDefault(meaning => meaning.Css() == name));
    }
}
