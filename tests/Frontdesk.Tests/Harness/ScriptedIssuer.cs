using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Frontdesk.Tests.Harness;

/// <summary>
/// An OpenID provider that signs in whoever the test says, and lies wherever the test wants. It checks what a client must
/// send: the secret, the redirect address and the PKCE verifier.
/// </summary>
public sealed class ScriptedIssuer : IAsyncDisposable
{
    public const string ClientId = "frontdesk";
    public const string Secret = "scripted-secret";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Redirect)> _codes = new();
    private RSA _key = RSA.Create(2048);
    private string _keyId = "first";

    private ScriptedIssuer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(Answer);
    }

    public string Origin { get; private set; } = "";

    /// <summary>What the id token says of who has come.</summary>
    public JsonObject Person { get; set; } = [];

    /// <summary>What only the userinfo endpoint says; null where it says the same as <see cref="Person"/>.</summary>
    public JsonObject? Userinfo { get; set; }

    /// <summary>Changes the claims after they are right.</summary>
    public Action<JsonObject>? Lies { get; set; }

    /// <summary>Changes the discovery document after it is right.</summary>
    public Action<JsonObject>? Pretends { get; set; }

    /// <summary>Makes the id token in place of the right one, out of its claims.</summary>
    public Func<ScriptedIssuer, JsonObject, string>? Forges { get; set; }

    /// <summary>Answers a path in its own way; false for the usual one.</summary>
    public Func<HttpContext, Task<bool>>? Interrupts { get; set; }

    public string? AnswersAs { get; set; }

    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Started from a fixture's constructor, where nothing can be awaited.</summary>
    public static ScriptedIssuer Start()
    {
        var issuer = new ScriptedIssuer();
        Task.Run(() => issuer._app.StartAsync()).GetAwaiter().GetResult();
        issuer.Origin = issuer._app.Urls.Single();
        return issuer;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _key.Dispose();
    }

    /// <summary>Tells the truth again, of this person.</summary>
    public void Sends(string subject, string? email, bool verified = true, string name = "Ann Example")
    {
        (Lies, Pretends, Forges, Interrupts, Userinfo, AnswersAs) = (null, null, null, null, null, null);
        Person = new JsonObject { ["sub"] = subject, ["name"] = name };
        if (email is not null)
        {
            (Person["email"], Person["email_verified"]) = (email, verified);
        }
    }

    public void ChangesKey()
    {
        _key = RSA.Create(2048);
        _keyId = Guid.NewGuid().ToString("N");
    }

    public string Token(JsonObject claims, string algorithm = "RS256", RSA? with = null)
    {
        var text = Part(new JsonObject { ["alg"] = algorithm, ["kid"] = _keyId, ["typ"] = "JWT" }) + "." + Part(claims);
        return text + "." + Base64Url.EncodeToString((with ?? _key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    /// <summary>Signed with the public key as if it were a shared secret: what careless verifiers believe.</summary>
    public string TokenByPublicKey(JsonObject claims)
    {
        var text = Part(new JsonObject { ["alg"] = "HS256", ["kid"] = _keyId }) + "." + Part(claims);
        return text + "." + Base64Url.EncodeToString(HMACSHA256.HashData(_key.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(text)));
    }

    public static string TokenWithoutSignature(JsonObject claims) => Part(new JsonObject { ["alg"] = "none" }) + "." + Part(claims) + ".";

    private static string Part(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private async Task Answer(HttpContext http)
    {
        Asked.Enqueue(http.Request.Path);
        if (Interrupts is not null && await Interrupts(http))
        {
            return;
        }

        switch (http.Request.Path.Value)
        {
            case "/authorize":
                Authorize(http);
                break;
            case "/token":
                await Exchange(http);
                break;
            case "/keys":
                await Write(http, Keys());
                break;
            case "/userinfo":
                await Write(http, Userinfo ?? Person);
                break;
            case { } path when path.EndsWith("/.well-known/openid-configuration", StringComparison.Ordinal):
                await Write(http, Discovery(path));
                break;
            default:
                http.Response.StatusCode = 404;
                break;
        }
    }

    /// <summary>At ".../common/v2.0" it is Microsoft's, which writes the place of the tenant into its issuer.</summary>
    private JsonObject Discovery(string path)
    {
        var document = new JsonObject
        {
            ["issuer"] = Origin + path.Replace("/.well-known/openid-configuration", "").Replace("/common/", "/{tenantid}/"),
            ["authorization_endpoint"] = Origin + "/authorize",
            ["token_endpoint"] = Origin + "/token",
            ["jwks_uri"] = Origin + "/keys",
            ["userinfo_endpoint"] = Origin + "/userinfo",
        };
        Pretends?.Invoke(document);
        return document;
    }

    private void Authorize(HttpContext http)
    {
        var query = http.Request.Query;
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (query["nonce"]!, query["code_challenge"]!, query["redirect_uri"]!);
        http.Response.Redirect($"{query["redirect_uri"]}?code={code}&state={query["state"]}{(AnswersAs is null ? "" : "&iss=" + Uri.EscapeDataString(AnswersAs))}");
    }

    private async Task Exchange(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{ClientId}:{Secret}"));
        if (!_codes.TryRemove(form["code"]!, out var asked)
            || http.Request.Headers.Authorization != basic
            || asked.Redirect != form["redirect_uri"]
            || asked.Challenge != Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"]!))))
        {
            http.Response.StatusCode = 400;
            await Write(http, new JsonObject { ["error"] = "invalid_grant" });
            return;
        }

        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new JsonObject { ["iss"] = Origin, ["aud"] = ClientId, ["exp"] = now + 300, ["iat"] = now, ["nonce"] = asked.Nonce };
        foreach (var (name, value) in Userinfo is null ? Person : new JsonObject { ["sub"] = Person["sub"]!.DeepClone() })
        {
            claims[name] = value?.DeepClone();
        }

        Lies?.Invoke(claims);
        await Write(http, new JsonObject { ["access_token"] = "opaque", ["token_type"] = "Bearer", ["id_token"] = Forges?.Invoke(this, claims) ?? Token(claims) });
    }

    private JsonObject Keys()
    {
        var key = _key.ExportParameters(false);
        return new JsonObject
        {
            ["keys"] = new JsonArray(new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = _keyId, ["n"] = Base64Url.EncodeToString(key.Modulus), ["e"] = Base64Url.EncodeToString(key.Exponent) }),
        };
    }

    private static Task Write(HttpContext http, JsonObject json)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json.ToJsonString());
    }
}
