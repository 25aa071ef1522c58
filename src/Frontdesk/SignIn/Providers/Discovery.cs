using System.Collections.Concurrent;
using System.Text.Json;

namespace Frontdesk.SignIn.Providers;

/// <summary>What a provider says of itself at /.well-known/openid-configuration.</summary>
/// <param name="PostsSecret">Whether the client's secret goes in the form; else in the Authorization header.</param>
/// <param name="NamesItself">Whether it says who it is when it sends somebody back (RFC 9207).</param>
public sealed record ProviderMetadata(Uri Authorization, Uri Token, Uri Keys, Uri? Userinfo, bool PostsSecret, bool NamesItself);

/// <summary>Reads discovery documents and keys, and keeps them for some minutes.</summary>
public sealed class Discovery(ProviderWire wire, TimeProvider clock)
{
    private const int MostKept = 1000;
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (ProviderMetadata Metadata, DateTimeOffset Until)> _metadata = new();
    private readonly ConcurrentDictionary<Uri, (KeySet Keys, DateTimeOffset Until)> _keys = new();

    /// <exception cref="ProviderFailedException"/>
    public async Task<ProviderMetadata> Of(IdentityProvider provider, CancellationToken ct, bool anew = false)
    {
        var now = clock.GetUtcNow();
        if (!anew && _metadata.TryGetValue(provider.Address, out var known) && known.Until > now)
        {
            return known.Metadata;
        }

        var metadata = Read(await wire.Ask(new HttpRequestMessage(HttpMethod.Get, ProviderAddress.Check(provider.Address.TrimEnd('/') + "/.well-known/openid-configuration", "issuer")), ct), provider);
        Keep(_metadata, provider.Address, (metadata, now + Fresh));
        return metadata;
    }

    /// <param name="anew">When a token names a key that is not among those kept.</param>
    /// <exception cref="ProviderFailedException"/>
    public async Task<KeySet> Keys(ProviderMetadata metadata, CancellationToken ct, bool anew = false)
    {
        var now = clock.GetUtcNow();
        if (!anew && _keys.TryGetValue(metadata.Keys, out var known) && known.Until > now)
        {
            return known.Keys;
        }

        var keys = KeySet.Read(await wire.Ask(new HttpRequestMessage(HttpMethod.Get, metadata.Keys), ct));
        Keep(_keys, metadata.Keys, (keys, now + Fresh));
        return keys;
    }

    private static ProviderMetadata Read(JsonElement document, IdentityProvider provider)
    {
        if (document.Text("issuer") != provider.DiscoveredIssuer)
        {
            throw new ProviderFailedException("The provider calls itself by another issuer than the one entered here. They must be the same to the letter.");
        }

        var methods = Words(document, "token_endpoint_auth_methods_supported");
        return new(
            ProviderAddress.Check(document.Text("authorization_endpoint"), "authorization_endpoint"),
            ProviderAddress.Check(document.Text("token_endpoint"), "token_endpoint"),
            ProviderAddress.Check(document.Text("jwks_uri"), "jwks_uri"),
            document.Text("userinfo_endpoint") is { } userinfo ? ProviderAddress.Check(userinfo, "userinfo_endpoint") : null,
            PostsSecret: methods.Contains("client_secret_post") && !methods.Contains("client_secret_basic"),
            NamesItself: document.IsTrue("authorization_response_iss_parameter_supported"));
    }

    private static List<string?> Words(JsonElement document, string name) =>
        document.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(word => word.ValueKind == JsonValueKind.String).Select(word => word.GetString())]
            : [];

    private static void Keep<TKey, TValue>(ConcurrentDictionary<TKey, TValue> kept, TKey key, TValue value) where TKey : notnull
    {
        if (kept.Count >= MostKept)
        {
            kept.Clear();
        }

        kept[key] = value;
    }
}

/// <summary>Which addresses a provider may have at all; where they lead is the outbound client's matter.</summary>
public static class ProviderAddress
{
    /// <summary>Plain HTTP only to this very machine, which the outbound client refuses unless the operator allows it.</summary>
    public static bool IsFine(string? address) => address is { Length: <= 500 } && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)
        && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0;

    internal static Uri Check(string? address, string name) => IsFine(address)
        ? new Uri(address!)
        : throw new ProviderFailedException($"The provider's {name} is not an address that begins with https://.");
}
