using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace Frontdesk.SignIn;

/// <summary>Codes that change every 30 seconds, as authenticator apps make them (RFC 6238 with SHA-1 and 6 digits).</summary>
public static class Totp
{
    public const int SecretLength = 20;
    private const int StepSeconds = 30;
    private const int Digits = 6;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepAt(DateTimeOffset instant) => instant.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The step whose code it is, one before and one after the present included; null where it is none of them.</summary>
    public static long? Match(byte[] secret, string code, DateTimeOffset now)
    {
        long? found = null;
        for (var step = StepAt(now) - 1; step <= StepAt(now) + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Code(secret, step)), System.Text.Encoding.ASCII.GetBytes(code)))
            {
                found = step;
            }
        }

        return found;
    }

    [SuppressMessage("Security", "CA5350", Justification = "RFC 6238; the authenticator apps know no other, and HMAC does not rest on SHA-1 being free of collisions.")]
    public static string Code(byte[] secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(secret, counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 0xf)) & int.MaxValue;
        return (number % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The secret as a person types it into an app.</summary>
    public static string InLetters(byte[] secret)
    {
        var bits = string.Concat(secret.Select(b => Convert.ToString(b, 2).PadLeft(8, '0')));
        return string.Concat(bits.Chunk(5).Select(five => Base32[Convert.ToInt32(new string(five).PadRight(5, '0'), 2)]));
    }

    /// <summary>What the QR code says: the app shows the account under the product's name.</summary>
    public static string Address(byte[] secret, string account, string issuer = "Frontdesk") =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}?secret={InLetters(secret)}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
}
