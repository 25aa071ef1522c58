using System.Text.RegularExpressions;

namespace Frontdesk.Knowledge.Testing;

/// <summary>A piece of a text, marked where a word of the question was found.</summary>
public sealed record TextPart(string Text, bool Found);

/// <summary>Cuts a text where the words of a question stand. Only text comes out: whoever shows it encodes it.</summary>
public static partial class Highlight
{
    private const int ShortestStem = 4;
    private const int LongestEnding = 3;

    /// <param name="words">As asked or as found; longer ones also mark what begins with them ("ship": "shipping").</param>
    public static IReadOnlyList<TextPart> Parts(string text, IReadOnlyCollection<string> words)
    {
        var parts = new List<TextPart>();
        var from = 0;
        foreach (Match word in Word().Matches(text))
        {
            if (!words.Any(w => IsMeant(word.ValueSpan, w)))
            {
                continue;
            }

            if (word.Index > from)
            {
                parts.Add(new TextPart(text[from..word.Index], false));
            }

            parts.Add(new TextPart(word.Value, true));
            from = word.Index + word.Length;
        }

        if (from < text.Length)
        {
            parts.Add(new TextPart(text[from..], false));
        }

        return parts;
    }

    private static bool IsMeant(ReadOnlySpan<char> word, string asked) =>
        word.Equals(asked, StringComparison.OrdinalIgnoreCase)
        || asked.Length >= ShortestStem && word.StartsWith(asked, StringComparison.OrdinalIgnoreCase)
        || asked.Length > ShortestStem && word.StartsWith(asked.AsSpan(0, asked.Length - 1), StringComparison.OrdinalIgnoreCase) // deliveri: delivery
        || word.Length >= Math.Max(ShortestStem, asked.Length - LongestEnding) && asked.AsSpan().StartsWith(word, StringComparison.OrdinalIgnoreCase); // not "work" for "workshop"

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
