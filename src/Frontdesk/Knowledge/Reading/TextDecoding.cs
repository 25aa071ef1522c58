using System.Text;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Bytes of text files become characters.</summary>
public static class TextDecoding
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>UTF-8 or UTF-16, by the mark or by what the bytes look like; what is not valid UTF-8 is taken as Windows-1252, as old editors wrote it.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        switch (bytes)
        {
            case [0xff, 0xfe, .. var little]:
                return Encoding.Unicode.GetString(little);
            case [0xfe, 0xff, .. var big]:
                return Encoding.BigEndianUnicode.GetString(big);
            case [0xef, 0xbb, 0xbf, .. var marked]:
                return Encoding.UTF8.GetString(marked);
        }

        if (Utf16(bytes[..Math.Min(bytes.Length, Sniff.Enough)]) is { } wide)
        {
            return wide.GetString(bytes);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Windows.GetString(bytes);
        }
    }

    /// <summary>UTF-16 without a mark: nearly every second byte of Western text is zero, and always the same second one.</summary>
    internal static Encoding? Utf16(ReadOnlySpan<byte> start)
    {
        Span<int> zeros = [0, 0];
        for (var at = 0; at < start.Length; at++)
        {
            zeros[at % 2] += start[at] == 0 ? 1 : 0;
        }

        var many = start.Length * 2 / 5;
        return start.Length < 8 ? null
            : zeros[1] > many && zeros[0] == 0 ? Encoding.Unicode
            : zeros[0] > many && zeros[1] == 0 ? Encoding.BigEndianUnicode
            : null;
    }
}
