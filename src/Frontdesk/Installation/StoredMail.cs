using System.Text;
using System.Text.RegularExpressions;

namespace Frontdesk.Installation;

/// <summary>A mail as this server writes it: a text and an HTML part that say the same. It reads its own mails and no others.</summary>
public sealed partial record StoredMail(string To, string Subject, string Text, string Html)
{
    public static StoredMail Parse(string source)
    {
        var (headers, body) = Split(source.ReplaceLineEndings("\n"));
        var parts = Boundary(headers) is { } boundary ? Parts(body, boundary) : [(headers, body)];
        return new StoredMail(Words(headers.GetValueOrDefault("to", "")), Words(headers.GetValueOrDefault("subject", "")), Part(parts, "text/plain"), Part(parts, "text/html"));
    }

    private static (Dictionary<string, string> Headers, string Body) Split(string source)
    {
        var end = source.IndexOf("\n\n", StringComparison.Ordinal);
        var (head, body) = end < 0 ? (source, "") : (source[..end], source[(end + 2)..]);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in Folds().Replace(head, " ").Split('\n'))
        {
            if (line.Split(':', 2) is [var name, var value])
            {
                headers.TryAdd(name.Trim(), value.Trim());
            }
        }

        return (headers, body);
    }

    private static List<(Dictionary<string, string> Headers, string Body)> Parts(string body, string boundary) =>
        [.. body.Split("--" + boundary).Skip(1).Where(part => !part.StartsWith("--", StringComparison.Ordinal)).Select(part => Split(part.TrimStart('\n')))];

    private static string Part(List<(Dictionary<string, string> Headers, string Body)> parts, string type) => parts
        .Where(part => part.Headers.GetValueOrDefault("content-type", "text/plain").StartsWith(type, StringComparison.OrdinalIgnoreCase))
        .Select(part => Decoded(part.Body, part.Headers.GetValueOrDefault("content-transfer-encoding", "").ToLowerInvariant())).FirstOrDefault("").Trim();

    private static string? Boundary(Dictionary<string, string> headers) =>
        Boundaries().Match(headers.GetValueOrDefault("content-type", "")) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Decoded(string body, string encoding) => encoding switch
    {
        "base64" => Encoding.UTF8.GetString(FromBase64(body)),
        "quoted-printable" => Quoted(SoftBreaks().Replace(body, "")),
        _ => body,
    };

    /// <summary>A header of words like "=?utf-8?B?…?=". Blank space between two of them is none.</summary>
    private static string Words(string header) => EncodedWords().Replace(BetweenWords().Replace(header, "$1"), word =>
        word.Groups[1].Value is "B" or "b" ? Encoding.UTF8.GetString(FromBase64(word.Groups[2].Value)) : Quoted(word.Groups[2].Value.Replace('_', ' ')));

    private static byte[] FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : [];
    }

    private static string Quoted(string text)
    {
        using var bytes = new MemoryStream();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '=' && at + 2 < text.Length && Uri.IsHexDigit(text[at + 1]) && Uri.IsHexDigit(text[at + 2]))
            {
                bytes.WriteByte(Convert.ToByte(text.Substring(at + 1, 2), 16));
                at += 2;
            }
            else
            {
                bytes.Write(Encoding.UTF8.GetBytes(text[at].ToString()));
            }
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    [GeneratedRegex(@"\n[ \t]+")]
    private static partial Regex Folds();

    [GeneratedRegex("boundary=\"?([^\";]+)\"?", RegexOptions.IgnoreCase)]
    private static partial Regex Boundaries();

    [GeneratedRegex(@"=[ \t]*\n")]
    private static partial Regex SoftBreaks();

    [GeneratedRegex(@"=\?utf-8\?([BbQq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWords();

    [GeneratedRegex(@"(\?=)\s+(?==\?)")]
    private static partial Regex BetweenWords();
}
