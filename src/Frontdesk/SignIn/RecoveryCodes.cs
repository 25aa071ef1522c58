using System.Security.Cryptography;
using System.Text;

namespace Frontdesk.SignIn;

/// <summary>Ten codes for the day the telephone is gone. Each has 80 random bits and works once; only hashes are kept.</summary>
public static class RecoveryCodes
{
    public const int Count = 10;
    private const int Letters = 16;

    // Crockford's alphabet: no letter that looks like a digit.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>As they are shown: "4k7m-x2pq-9d3h-wz8t".</summary>
    public static string[] Make() => [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', RandomNumberGenerator.GetString(Alphabet, Letters).Chunk(4).Select(four => new string(four))))];

    public static byte[][] Hashes(IEnumerable<string> codes) => [.. codes.Select(code => Hash(code)!)];

    /// <summary>Null for what cannot be one. Read as people type: capitals, spaces, "O" for "0".</summary>
    public static byte[]? Hash(string typed)
    {
        if (typed.Length > 64)
        {
            return null;
        }

        var plain = string.Concat(typed.ToLowerInvariant().Where(c => c is not ('-' or ' ')).Select(c => c switch { 'o' => '0', 'i' or 'l' => '1', _ => c }));
        return plain.Length == Letters && plain.All(Alphabet.Contains) ? SHA256.HashData(Encoding.ASCII.GetBytes(plain)) : null;
    }
}
