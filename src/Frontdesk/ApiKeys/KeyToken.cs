using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Frontdesk.ApiKeys;

/// <summary>What the holder of an API key carries: "fd_live_" and 32 letters and digits, 190 bits that nobody can guess.</summary>
public static class KeyToken
{
    public const string Prefix = "fd_live_";
    private const int Length = 32;
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);

    public static string Fresh() => Prefix + RandomNumberGenerator.GetString(Alphabet, Length);

    public static bool Is(string bearer) => bearer.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether it could be one at all; anything else need not be looked up.</summary>
    public static bool IsWellFormed(string bearer) =>
        Is(bearer) && bearer.Length == Prefix.Length + Length && bearer.AsSpan(Prefix.Length).IndexOfAnyExcept(Allowed) < 0;

    /// <summary>No salt and no slow hash: there is nothing to guess among 2^190 equally likely ones.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
