using System.Net.Http.Headers;
using System.Net.Mail;
using System.Text;
using System.Text.Json;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Microsoft.AspNetCore.Http.Extensions;

namespace Frontdesk.SignIn.Providers;

/// <summary>The authorization code flow with PKCE: where to send a browser, and who has come when it is back.</summary>
public sealed class AskProvider(Discovery discovery, ProviderWire wire, PublicAddress here, TimeProvider clock)
{
    /// <exception cref="ProviderFailedException"/>
    public async Task<string> WayTo(IdentityProvider provider, SignInAttempt attempt, CancellationToken ct)
    {
        var metadata = await discovery.Of(provider, ct);
        var query = new QueryBuilder
        {
            { "response_type", "code" },
            { "client_id", provider.ClientId },
            { "redirect_uri", here.To(provider.CallbackPath) },
            { "scope", "openid email profile" },
            { "state", attempt.State },
            { "nonce", attempt.Nonce },
            { "code_challenge", attempt.Challenge },
            { "code_challenge_method", "S256" },
        };
        var address = metadata.Authorization.ToString();
        return address + (metadata.Authorization.Query.Length == 0 ? query.ToString() : "&" + query.ToString()[1..]);
    }

    /// <param name="issuer">Who the answer says it is from, where it says so (RFC 9207).</param>
    /// <exception cref="ProviderFailedException"/>
    public async Task<ProviderIdentity> WhoHasCome(IdentityProvider provider, SignInAttempt attempt, string code, string? issuer, CancellationToken ct)
    {
        var metadata = await discovery.Of(provider, ct);
        if (issuer is null ? metadata.NamesItself : issuer != provider.DiscoveredIssuer)
        {
            throw new ProviderFailedException("The answer came from another provider than the one that was asked.");
        }

        var tokens = await wire.Ask(Exchange(provider, metadata, attempt, code), ct);
        var token = SignedToken.Parse(tokens.Text("id_token"));
        if (!await IsSigned(token, metadata, ct))
        {
            throw new ProviderFailedException("The provider's proof cannot be accepted: its signature is wrong.");
        }

        var subject = IdToken.Check(token.Claims, provider, attempt.Nonce, clock.GetUtcNow());
        var claims = token.Claims.Text("email") is null ? await Userinfo(metadata, tokens.Text("access_token"), subject, token.Claims, ct) : token.Claims;
        return new(provider.SubjectOf(token.Claims, subject), Address(claims), provider.VouchesFor(claims), CleanText.Optional(claims.Text("name"), 100));
    }

    private HttpRequestMessage Exchange(IdentityProvider provider, ProviderMetadata metadata, SignInAttempt attempt, string code)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = here.To(provider.CallbackPath),
            ["code_verifier"] = attempt.Verifier,
        };
        var request = new HttpRequestMessage(HttpMethod.Post, metadata.Token);
        if (metadata.PostsSecret)
        {
            (form["client_id"], form["client_secret"]) = (provider.ClientId, provider.ClientSecret);
        }
        else
        {
            var pair = $"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(provider.ClientSecret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        request.Content = new FormUrlEncodedContent(form);
        return request;
    }

    /// <summary>A key that is not known may be a new one, so the keys are read again, once.</summary>
    private async Task<bool> IsSigned(SignedToken token, ProviderMetadata metadata, CancellationToken ct)
    {
        try
        {
            return (await discovery.Keys(metadata, ct)).Verify(token) ?? (await discovery.Keys(metadata, ct, anew: true)).Verify(token) ?? false;
        }
        catch (Exception broken) when (broken is FormatException or System.Security.Cryptography.CryptographicException)
        {
            throw new ProviderFailedException("The provider's keys cannot be read.", broken);
        }
    }

    /// <summary>Asked only where the id token has no address; what it says counts for the same person alone.</summary>
    private async Task<JsonElement> Userinfo(ProviderMetadata metadata, string? accessToken, string subject, JsonElement claims, CancellationToken ct)
    {
        if (metadata.Userinfo is null || accessToken is null)
        {
            return claims;
        }

        var request = new HttpRequestMessage(HttpMethod.Get, metadata.Userinfo);
        if (!request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + accessToken))
        {
            throw new ProviderFailedException("The provider's access token cannot be used.");
        }

        var said = await wire.Ask(request, ct);
        return said.Text("sub") == subject ? said : throw new ProviderFailedException("The provider speaks of two different people.");
    }

    /// <summary>Null for what is no plain address.</summary>
    private static string? Address(JsonElement claims) =>
        claims.Text("email") is { Length: <= 254 } email && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email ? email : null;
}
