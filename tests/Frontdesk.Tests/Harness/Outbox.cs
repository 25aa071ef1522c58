using System.Text;
using System.Text.RegularExpressions;

namespace Frontdesk.Tests.Harness;

/// <summary>The letters that a server without a mail server leaves in its data folder.</summary>
public sealed partial class Outbox(string data)
{
    /// <summary>The plain text of the newest letter to an address that fits and that is not <paramref name="after"/>.</summary>
    public Task<string> Newest(string to, Func<string, bool>? that = null, string? after = null) => Eventually.Find(async () =>
    {
        await Task.CompletedTask;
        var folder = new DirectoryInfo(Path.Combine(data, "outbox"));
        var letters = folder.Exists ? folder.GetFiles("*.eml").OrderByDescending(f => f.Name, StringComparer.Ordinal).Select(f => File.ReadAllText(f.FullName)) : [];
        return letters.Where(l => l.Contains(to, StringComparison.OrdinalIgnoreCase)).Select(PlainText).FirstOrDefault(text => text != after && (that?.Invoke(text) ?? true));
    }, $"a letter to {to}");

    public int Count(string to) => new DirectoryInfo(Path.Combine(data, "outbox")) is { Exists: true } folder
        ? folder.GetFiles("*.eml").Count(f => File.ReadAllText(f.FullName).Contains(to, StringComparison.OrdinalIgnoreCase)) : 0;

    /// <summary>What stands behind the # of the letter's link.</summary>
    public static string TokenIn(string letter) => Fragment().Match(letter).Groups[1].Value;

    /// <summary>The first part of the letter, which is the plain one.</summary>
    private static string PlainText(string letter)
    {
        var part = Regex.Split(letter, "\r?\n--[^\r\n]+\r?\n").Last(p => p.Contains("text/plain", StringComparison.OrdinalIgnoreCase));
        var (head, body) = Regex.Split(part, "\r?\n\r?\n") is var pieces ? (pieces[0], string.Join("\n\n", pieces[1..])) : ("", "");
        return head.Contains("base64", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8.GetString(Convert.FromBase64String(Regex.Replace(body, @"\s", "")))
            : head.Contains("quoted-printable", StringComparison.OrdinalIgnoreCase) ? Unquoted(body) : body;
    }

    private static string Unquoted(string body)
    {
        var bytes = new List<byte>();
        var text = Regex.Replace(body, "=\r?\n", "");
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && i + 2 < text.Length && byte.TryParse(text.AsSpan(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var value))
            {
                bytes.Add(value);
                i += 2;
            }
            else
            {
                bytes.Add((byte)text[i]);
            }
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    [GeneratedRegex(@"#(fd\w*_[0-9a-f]+)")]
    private static partial Regex Fragment();
}
