using System.Text;
using System.Text.RegularExpressions;

namespace Frontdesk.Tests.Harness;

/// <summary>A mail as its reader sees it: the plain text, and the links in it.</summary>
public sealed partial record Mail(string To, string Subject, string Text)
{
    public IReadOnlyList<string> Links => [.. Link().Matches(Text).Select(m => m.Value)];

    /// <summary>What stands behind the "#" of the one link that has something there.</summary>
    public string Token => Links.Single(link => link.Contains('#')).Split('#')[1];

    public static Mail Read(string eml)
    {
        var (head, body) = Split(eml);
        var part = Boundary().Match(head) is { Success: true } boundary
            ? body.Split("--" + boundary.Groups[1].Value).First(p => p.Contains("text/plain", StringComparison.OrdinalIgnoreCase)).TrimStart('\r', '\n')
            : eml;
        var (partHead, content) = Split(part);
        return new Mail(Header(head, "To").Trim('<', '>'), Words(Header(head, "Subject")), Decode(content, Header(partHead, "Content-Transfer-Encoding")));
    }

    private static (string Head, string Body) Split(string text) => text.Split("\r\n\r\n", 2) is [var head, var body] ? (Regex.Replace(head, "\r\n[ \t]+", " "), body) : (text, "");

    private static string Header(string head, string name) =>
        head.Split("\r\n").Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault("");

    private static string Words(string header) => EncodedWord().Replace(header, word => word.Groups[1].Value is "B" or "b"
        ? Encoding.UTF8.GetString(Convert.FromBase64String(word.Groups[2].Value))
        : QuotedPrintable(word.Groups[2].Value.Replace('_', ' '))).Replace("?= =?", "", StringComparison.Ordinal);

    private static string Decode(string content, string encoding) => encoding.ToLowerInvariant() switch
    {
        "base64" => Encoding.UTF8.GetString(Convert.FromBase64String(Regex.Replace(content, @"\s", ""))),
        "quoted-printable" => QuotedPrintable(content),
        _ => content,
    };

    private static string QuotedPrintable(string text)
    {
        var bytes = new List<byte>();
        text = text.Replace("=\r\n", "", StringComparison.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length)
            {
                bytes.Add(Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(text[i].ToString()));
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex Link();

    [GeneratedRegex("boundary=\"?([^\";\r\n]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Boundary();

    [GeneratedRegex(@"=\?utf-8\?([bq])\?([^?]*)\?=", RegexOptions.IgnoreCase)]
    private static partial Regex EncodedWord();
}
