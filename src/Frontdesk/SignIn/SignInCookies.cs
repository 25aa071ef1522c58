namespace Frontdesk.SignIn;

/// <summary>
/// The cookies of signing in. Over https their names begin with <c>__Host-</c>: no other host of the domain can then plant
/// one of its own, and such a planted one is not even read.
/// </summary>
public static class SignInCookies
{
    public const string SecondStep = "fd_second_step";
    private const string RefreshPath = "/api/v1/auth";

    public static string? SessionCookie(this HttpRequest request) => request.Cookies[Name(request, SessionTokens.Cookie)];

    public static string? RefreshCookie(this HttpRequest request) => request.Cookies[Name(request, SessionTokens.RefreshCookie)];

    public static string? SecondStepCookie(this HttpRequest request) => request.Cookies[Name(request, SecondStep)];

    public static void SetSessionCookie(this HttpContext http, string value) => Set(http, SessionTokens.Cookie, value, SameSiteMode.Lax, Session.Length);

    public static void SetRefreshCookie(this HttpContext http, string value) => Set(http, SessionTokens.RefreshCookie, value, SameSiteMode.Strict, Session.Length, RefreshPath);

    public static void SetSecondStepCookie(this HttpContext http, string value, TimeSpan length) => Set(http, SecondStep, value, SameSiteMode.Lax, length);

    public static void DropSecondStepCookie(this HttpContext http) => Drop(http, SecondStep, SameSiteMode.Lax);

    /// <summary>Signed out, in this browser too.</summary>
    public static void DropSessionCookies(this HttpContext http)
    {
        Drop(http, SessionTokens.Cookie, SameSiteMode.Lax);
        Drop(http, SessionTokens.RefreshCookie, SameSiteMode.Strict, RefreshPath);
    }

    /// <summary>A session that rests later lets its cookie live as long.</summary>
    public static void RenewSessionCookie(this HttpContext http)
    {
        if (http.Request.SessionCookie() is { } value && !http.Response.HasStarted)
        {
            http.SetSessionCookie(value);
        }
    }

    private static void Set(HttpContext http, string name, string value, SameSiteMode sameSite, TimeSpan length, string path = "/") =>
        http.Response.Cookies.Append(Name(http.Request, name), value, Options(http, sameSite, path, length));

    private static void Drop(HttpContext http, string name, SameSiteMode sameSite, string path = "/") =>
        http.Response.Cookies.Delete(Name(http.Request, name), Options(http, sameSite, path, null));

    /// <summary>Such a name goes with the path "/" alone.</summary>
    private static CookieOptions Options(HttpContext http, SameSiteMode sameSite, string path, TimeSpan? length) => new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = sameSite,
        Path = http.Request.IsHttps ? "/" : path,
        MaxAge = length,
        IsEssential = true,
    };

    private static string Name(HttpRequest request, string name) => request.IsHttps ? "__Host-" + name : name;
}
