using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Frontdesk.SignIn.Providers;

/// <summary>A JWT taken apart, not believed yet.</summary>
public sealed record SignedToken(string Algorithm, string? KeyId, JsonElement Claims, byte[] Content, byte[] Signature)
{
    private const int Longest = 32 * 1024;

    /// <exception cref="ProviderFailedException"/>
    public static SignedToken Parse(string? text)
    {
        if (text is not { Length: <= Longest } || text.Split('.') is not [var header, var claims, var signature])
        {
            throw new ProviderFailedException("The provider sent no proof of who has come.");
        }

        try
        {
            var head = Json(header);
            return head.Text("alg") is "RS256" or "ES256" && !head.TryGetProperty("crit", out _)
                ? new(head.Text("alg")!, head.Text("kid"), Json(claims), Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature))
                : throw new ProviderFailedException("The provider signs in a way that is not accepted. RS256 and ES256 are.");
        }
        catch (Exception broken) when (broken is FormatException or JsonException)
        {
            throw new ProviderFailedException("The provider's proof cannot be read.", broken);
        }
    }

    private static JsonElement Json(string part)
    {
        using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : throw new JsonException("not an object");
    }
}

/// <summary>What an id token must say to be believed (OpenID Connect Core 3.1.3.7), after its signature was checked.</summary>
public static class IdToken
{
    private static readonly TimeSpan Leeway = TimeSpan.FromMinutes(2);

    /// <summary>The subject.</summary>
    /// <exception cref="ProviderFailedException"/>
    public static string Check(JsonElement claims, IdentityProvider provider, string nonce, DateTimeOffset now)
    {
        Demand(provider.IssuerOf(claims) is { } issuer && claims.Text("iss") == issuer, "it comes from another issuer");
        var audience = Audience(claims);
        Demand(audience.Contains(provider.ClientId), "it is meant for another program");
        Demand(claims.Text("azp") is { } party ? party == provider.ClientId : audience.Count == 1, "it was given to another program");
        Demand(Instant(claims, "exp") is { } end && end + Leeway > now, "it has expired. Compare the clocks of both servers");
        Demand(Instant(claims, "iat") is { } begin && begin - Leeway < now, "it comes from the future. Compare the clocks of both servers");
        Demand(claims.Text("nonce") is { } said && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(said), Encoding.UTF8.GetBytes(nonce)), "it belongs to another sign-in");
        return claims.Text("sub") is { Length: > 0 and <= 255 } subject ? subject : throw new ProviderFailedException("The provider does not say who has come.");
    }

    private static void Demand(bool fine, string otherwise)
    {
        if (!fine)
        {
            throw new ProviderFailedException($"The provider's proof cannot be accepted: {otherwise}.");
        }
    }

    private static List<string?> Audience(JsonElement claims) => !claims.TryGetProperty("aud", out var audience) ? [] : audience.ValueKind switch
    {
        JsonValueKind.String => [audience.GetString()],
        JsonValueKind.Array => [.. audience.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.String ? one.GetString() : null)],
        _ => [],
    };

    private static DateTimeOffset? Instant(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var seconds) && seconds is > 0 and < 253_402_300_000
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : null;
}
