using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Frontdesk.Platform.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Frontdesk.SignIn.Providers;

/// <summary>One way to a provider and back, as the browser that began it carries it.</summary>
/// <param name="LinksFor">The session that wants to link an account; null for signing in.</param>
public sealed record SignInAttempt(string Provider, string State, string Nonce, string Verifier, string ReturnTo, Guid? LinksFor, DateTimeOffset BegunAt)
{
    /// <summary>The S256 challenge of PKCE: only who has the verifier can use the code.</summary>
    public string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));
}

/// <summary>
/// Keeps attempts in a protected cookie of their own, so that nobody can be sent back with an answer that somebody else
/// asked for. An attempt is good for ten minutes and one answer.
/// </summary>
public sealed class SignInAttempts(IDataProtectionProvider protection, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly IDataProtector _protector = protection.CreateProtector("sign-in.attempt");
    private readonly ConcurrentDictionary<string, DateTimeOffset> _taken = new();

    public SignInAttempt Begin(IdentityProvider provider, string returnTo, Guid? linksFor, HttpContext http)
    {
        var attempt = new SignInAttempt(provider.Key, Random(), Random(), Random(), returnTo, linksFor, clock.GetUtcNow());
        http.Response.Cookies.Append(Cookie(attempt.State), _protector.Protect(JsonSerializer.Serialize(attempt, Json.Options)), Options(http, Longest));
        return attempt;
    }

    /// <summary>Null where this browser began no such attempt, or too long ago, or it was answered already.</summary>
    public SignInAttempt? Take(string providerKey, string? state, HttpContext http)
    {
        if (state is not { Length: >= 43 and <= 64 } || Read(http.Request.Cookies[Cookie(state)]) is not { } attempt)
        {
            return null;
        }

        http.Response.Cookies.Delete(Cookie(state), Options(http, null));
        return attempt.Provider == providerKey && Same(attempt.State, state) && clock.GetUtcNow() - attempt.BegunAt < Longest && IsFirst(attempt) ? attempt : null;
    }

    private bool IsFirst(SignInAttempt attempt)
    {
        var now = clock.GetUtcNow();
        foreach (var (state, until) in _taken)
        {
            if (until < now)
            {
                _taken.TryRemove(state, out _);
            }
        }

        return _taken.TryAdd(attempt.State, attempt.BegunAt + Longest);
    }

    private SignInAttempt? Read(string? cookie)
    {
        try
        {
            return cookie is { Length: < 4000 } ? JsonSerializer.Deserialize<SignInAttempt>(_protector.Unprotect(cookie), Json.Options) : null;
        }
        catch (CryptographicException)
        {
            return null; // forged, or from before the keys were lost
        }
    }

    private static CookieOptions Options(HttpContext http, TimeSpan? age) => new()
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/sign-in/callback",
        MaxAge = age,
        IsEssential = true,
    };

    private static string Cookie(string state) => $"fd_attempt_{state[..16]}";

    private static bool Same(string one, string other) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
}
