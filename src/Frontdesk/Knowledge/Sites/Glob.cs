using System.Text;

namespace Frontdesk.Knowledge.Sites;

/// <summary>Patterns on paths, in which only * means something. Linear in time: no pattern can make it slow.</summary>
public static class Glob
{
    /// <summary>Whether the whole text fits. <c>/docs/*</c> fits <c>/docs</c> too.</summary>
    public static bool Fits(string pattern, string path) => Matches(Plain(pattern), Plain(path)) || pattern.EndsWith("/*", StringComparison.Ordinal) && Matches(Plain(pattern[..^2]), Plain(path));

    /// <summary>Whether the text begins so, as robots.txt means it; a $ at the end of the pattern is the end of the text.</summary>
    public static bool Begins(string pattern, string path) =>
        pattern.EndsWith('$') ? Matches(Plain(pattern[..^1]), Plain(path)) : Matches(Plain(pattern) + "*", Plain(path));

    private static bool Matches(string pattern, string text)
    {
        var (at, mark, star, retry) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            if (mark < pattern.Length && pattern[mark] == '*')
            {
                (star, retry) = (mark++, at);
            }
            else if (mark < pattern.Length && pattern[mark] == text[at])
            {
                (mark, at) = (mark + 1, at + 1);
            }
            else if (star >= 0)
            {
                (mark, at) = (star + 1, ++retry);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(mark).Trim('*').IsEmpty;
    }

    /// <summary>One spelling of a path: letters that need no escape are not escaped, all others are.</summary>
    private static string Plain(string path)
    {
        var plain = new StringBuilder(path.Length);
        foreach (var b in Encoding.UTF8.GetBytes(Uri.UnescapeDataString(path)))
        {
            if (b is > 0x20 and < 0x7f)
            {
                plain.Append((char)b);
            }
            else
            {
                plain.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return plain.ToString();
    }
}
