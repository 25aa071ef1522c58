using System.Text;
using System.Text.RegularExpressions;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Bytes of a page become text: by its mark, by what the server says, by what the page says, else UTF-8 or Windows-1252.</summary>
public static partial class HtmlBytes
{
    private const int HeadLength = 2_048;

    static HtmlBytes() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="bytes">The page as it came.</param>
    /// <param name="charset">From the Content-Type header, if it names one.</param>
    public static string Decode(byte[] bytes, string? charset)
    {
        var encoding = bytes switch
        {
            [0xef, 0xbb, 0xbf, ..] => Encoding.UTF8,
            [0xff, 0xfe, ..] => Encoding.Unicode,
            [0xfe, 0xff, ..] => Encoding.BigEndianUnicode,
            _ => Named(charset) ?? Named(InHead(bytes)) ?? Guessed(bytes),
        };
        return encoding.GetString(bytes).TrimStart('\ufeff');
    }

    private static string? InHead(byte[] bytes) =>
        Charset().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, HeadLength))) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>As browsers do, Latin-1 is read as Windows-1252, and a page that was found byte by byte is not UTF-16 whatever it says.</summary>
    private static Encoding? Named(string? charset)
    {
        var name = charset?.Trim().ToLowerInvariant() switch
        {
            "iso-8859-1" or "latin1" or "us-ascii" or "ascii" => "windows-1252",
            "utf-7" or "utf7" => "windows-1252",
            "utf8" => "utf-8",
            var other => other,
        };
        try
        {
            return string.IsNullOrEmpty(name) ? null : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static Encoding Guessed(byte[] bytes)
    {
        try
        {
            var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
            _ = strict.GetCharCount(bytes);
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return Encoding.GetEncoding(1252);
        }
    }

    [GeneratedRegex(@"<meta[^>]{0,200}?charset\s*=\s*[""']?([\w.:-]{1,40})", RegexOptions.IgnoreCase)] private static partial Regex Charset();
}
