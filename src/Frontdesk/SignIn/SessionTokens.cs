using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Frontdesk.SignIn;

/// <summary>Turns a session's id into what a browser or program carries, and back. Nothing of it can be made without the server's keys.</summary>
public sealed class SessionTokens(IDataProtectionProvider protection)
{
    public const string Cookie = "fd_session";
    public const string RefreshCookie = "fd_refresh";
    public static readonly TimeSpan AccessTokenLength = TimeSpan.FromMinutes(15);

    private const string RefreshPrefix = "fr_";
    private const int LongestToken = 2000;

    private readonly IDataProtector _cookies = protection.CreateProtector("session.cookie");
    private readonly IDataProtector _refreshing = protection.CreateProtector("session.refresh-token");
    private readonly ITimeLimitedDataProtector _tokens = protection.CreateProtector("session.access-token").ToTimeLimitedDataProtector();

    public string ForCookie(Guid sessionId) => _cookies.Protect(sessionId.ToString("N"));

    public string AccessToken(Guid sessionId) => _tokens.Protect(sessionId.ToString("N"), AccessTokenLength);

    /// <summary>
    /// 32 random bytes and the session's id, sealed. Which token counts is told by its hash alone; the seal tells whose
    /// family a used one belongs to, however old, and nobody can make up one to end another's session.
    /// </summary>
    public string RefreshToken(Guid sessionId) =>
        RefreshPrefix + WebEncoders.Base64UrlEncode(_refreshing.Protect([.. sessionId.ToByteArray(), .. RandomNumberGenerator.GetBytes(32)]));

    public Guid? ReadCookie(string? value) => Read(value, _cookies.Unprotect);

    public Guid? ReadAccessToken(string? value) => Read(value, _tokens.Unprotect);

    /// <summary>The session a refresh token was once made for; null for a forged one.</summary>
    public Guid? ReadRefreshToken(string value) => value.StartsWith(RefreshPrefix, StringComparison.Ordinal)
        ? Read(value[RefreshPrefix.Length..], sealedToken => new Guid(_refreshing.Unprotect(WebEncoders.Base64UrlDecode(sealedToken)).AsSpan(0, 16)).ToString("N"))
        : null;

    private static Guid? Read(string? value, Func<string, string> unprotect)
    {
        try
        {
            return value is { Length: > 0 and < LongestToken } && Guid.TryParse(unprotect(value), out var id) ? id : null;
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
