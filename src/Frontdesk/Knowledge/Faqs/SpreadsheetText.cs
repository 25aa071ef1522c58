using System.Text;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>The text of a CSV as spreadsheets save it: UTF-8, UTF-16 ("Unicode text") or Windows-1252, with or without a mark.</summary>
public static class SpreadsheetText
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static (string Text, string Encoding) Read(byte[] bytes)
    {
        var (encoding, skip, name) = bytes switch
        {
            [0xef, 0xbb, 0xbf, ..] => (Encoding.UTF8, 3, "UTF-8"),
            [0xff, 0xfe, ..] => (Encoding.Unicode, 2, "UTF-16"),
            [0xfe, 0xff, ..] => (Encoding.BigEndianUnicode, 2, "UTF-16"),
            _ when LooksLikeUtf16(bytes, zeroAt: 1) => (Encoding.Unicode, 0, "UTF-16"),
            _ when LooksLikeUtf16(bytes, zeroAt: 0) => (Encoding.BigEndianUnicode, 0, "UTF-16"),
            _ when System.Text.Unicode.Utf8.IsValid(bytes) => (Encoding.UTF8, 0, "UTF-8"),
            _ => (Windows, 0, "Windows-1252"),
        };
        return (CleanText.Of(encoding.GetString(bytes, skip, bytes.Length - skip)), name);
    }

    /// <summary>Western text in UTF-16 has a zero in every other place, and the names of columns are Western.</summary>
    private static bool LooksLikeUtf16(byte[] bytes, int zeroAt)
    {
        var start = bytes.AsSpan(0, Math.Min(bytes.Length, 64) & ~1);
        var zeros = 0;
        for (var at = zeroAt; at < start.Length; at += 2)
        {
            zeros += start[at] == 0 ? 1 : 0;
        }

        return start.Length >= 8 && zeros * 4 > start.Length / 2 * 3;
    }
}
