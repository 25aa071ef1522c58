using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Frontdesk.SignIn;

/// <summary>Turns a session's id into what a browser or program carries, and back. Neither can be made without the server's keys.</summary>
public sealed class SessionTokens(IDataProtectionProvider protection)
{
    public const string Cookie = "fd_session";
    public const string RefreshCookie = "fd_refresh";
    public static readonly TimeSpan AccessTokenLength = TimeSpan.FromMinutes(15);

    private readonly IDataProtector _cookies = protection.CreateProtector("session.cookie");
    private readonly ITimeLimitedDataProtector _tokens = protection.CreateProtector("session.access-token").ToTimeLimitedDataProtector();

    public string ForCookie(Guid sessionId) => _cookies.Protect(sessionId.ToString("N"));

    public string AccessToken(Guid sessionId) => _tokens.Protect(sessionId.ToString("N"), AccessTokenLength);

    public Guid? ReadCookie(string? value) => Read(value, _cookies.Unprotect);

    public Guid? ReadAccessToken(string? value) => Read(value, _tokens.Unprotect);

    private static Guid? Read(string? value, Func<string, string> unprotect)
    {
        try
        {
            return value is { Length: > 0 and < 2000 } && Guid.TryParse(unprotect(value), out var id) ? id : null;
        }
        catch (CryptographicException)
        {
            return null; // forged, expired, or from before the keys were lost
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
