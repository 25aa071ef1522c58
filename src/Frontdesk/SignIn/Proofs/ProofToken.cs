using System.Security.Cryptography;
using System.Text;

namespace Frontdesk.SignIn.Proofs;

/// <summary>256 random bits that stand in one mail and, hashed, in one row.</summary>
public static class ProofToken
{
    private const int Longest = 100;

    public static (string Token, byte[] Hash) Make()
    {
        var token = "fdv_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (token, HashOf(token)!);
    }

    /// <summary>What to look for; null for what is no token.</summary>
    public static byte[]? HashOf(string? token) =>
        token?.Trim() is { Length: > 0 and <= Longest } text ? SHA256.HashData(Encoding.UTF8.GetBytes(text)) : null;
}
