using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Frontdesk.BrowserTests.Harness;

/// <summary>The app on somebody's telephone: the six digits of a secret, by RFC 6238.</summary>
internal static class Authenticator
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <param name="secret">In base 32, with or without spaces.</param>
    /// <param name="step">How many half minutes from now: a code works once, so the next sign-in takes the next one.</param>
    public static string Code(string secret, int step = 0)
    {
        var message = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(message, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30 + step);
        // The algorithm is the standard's; apps know no other.
        var hash = HMACSHA1.HashData(Bytes(secret), message);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string secret)
    {
        var bits = string.Concat(secret.Where(Letters.Contains).Select(c => Convert.ToString(Letters.IndexOf(c), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(n => Convert.ToByte(bits.Substring(n * 8, 8), 2))];
    }
}
