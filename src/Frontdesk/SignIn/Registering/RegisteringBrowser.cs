using Frontdesk.SignIn.Proofs;

namespace Frontdesk.SignIn;

/// <summary>Recognises the browser that registered, by a secret in a cookie, when the mail is answered in it.</summary>
public sealed class RegisteringBrowser
{
    private const string Cookie = "fd_registration";

    /// <summary>Marks it anew and answers with the hash to keep.</summary>
    public byte[] Mark(HttpContext http)
    {
        var (secret, hash) = ProofToken.Make();
        http.Response.Cookies.Append(Name(http), secret, new CookieOptions
        {
            HttpOnly = true,
            Secure = http.Request.IsHttps,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = PendingRegistration.Length,
            IsEssential = true,
        });
        return hash;
    }

    public byte[]? HashOf(HttpContext http) => ProofToken.HashOf(http.Request.Cookies[Name(http)]);

    private static string Name(HttpContext http) => http.Request.IsHttps ? "__Host-" + Cookie : Cookie;
}
