using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Frontdesk.SignIn.Providers;

/// <summary>A provider's public keys. Two algorithms are known, RS256 and ES256; what a token asks for beyond them is refused.</summary>
public sealed class KeySet
{
    private const int SmallestModulus = 2048 / 8;

    private readonly List<JsonElement> _keys;

    private KeySet(List<JsonElement> keys) => _keys = keys;

    public static KeySet Read(JsonElement document) => new(document.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array
        ? [.. keys.EnumerateArray().Where(key => key.ValueKind == JsonValueKind.Object && key.Text("use") is null or "sig")]
        : []);

    /// <summary>Null where the key is not among them.</summary>
    public bool? Verify(SignedToken token) => Find(token) is { } key
        ? token.Algorithm == "RS256" ? ByRsa(key, token) : ByEcdsa(key, token)
        : null;

    private JsonElement? Find(SignedToken token)
    {
        var kind = token.Algorithm == "RS256" ? "RSA" : "EC";
        var fitting = _keys.FindAll(key => key.Text("kty") == kind && (token.KeyId is null || key.Text("kid") == token.KeyId));
        return fitting.Count == 1 ? fitting[0] : null;
    }

    private static bool ByRsa(JsonElement key, SignedToken token)
    {
        var modulus = Bytes(key, "n");
        using var rsa = RSA.Create();
        rsa.ImportParameters(new RSAParameters { Modulus = modulus, Exponent = Bytes(key, "e") });
        return modulus.Length >= SmallestModulus && rsa.VerifyData(token.Content, token.Signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static bool ByEcdsa(JsonElement key, SignedToken token)
    {
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") } });
        return key.Text("crv") == "P-256" && ecdsa.VerifyData(token.Content, token.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    private static byte[] Bytes(JsonElement key, string name) => Base64Url.DecodeFromChars(key.Text(name));
}
