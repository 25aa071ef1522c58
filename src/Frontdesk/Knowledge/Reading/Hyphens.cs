using System.Text;
using System.Text.RegularExpressions;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Mends words that were divided at the end of a line. "Self-\nservice" keeps its hyphen where the document writes it so elsewhere.</summary>
internal sealed partial class Hyphens
{
    private readonly HashSet<string> _hyphenated = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="lines">Of the whole document.</param>
    public Hyphens(IEnumerable<string> lines)
    {
        foreach (var word in lines.SelectMany(line => Hyphenated().Matches(line)).Select(match => match.Value))
        {
            _hyphenated.Add(word);
        }
    }

    /// <summary>Appends the next line to a text that ends with the line before.</summary>
    public void Mend(StringBuilder text, string next)
    {
        if (text[^1] is '\u00ad')
        {
            text.Length--;
        }
        else if (!IsDivided(text, next))
        {
            text.Append(' ');
        }
        else if (!_hyphenated.Contains($"{LastWord(text)}{FirstWord(next)}"))
        {
            text.Length--;
        }

        text.Append(next);
    }

    private static bool IsDivided(StringBuilder text, string next) =>
        text.Length > 1 && text[^1] is '-' or '\u2010' && char.IsLetter(text[^2]) && next.Length > 0 && char.IsLower(next[0]);

    private static string LastWord(StringBuilder text)
    {
        var start = text.Length - 1;
        while (start > 0 && (char.IsLetter(text[start - 1]) || text[start - 1] is '-'))
        {
            start--;
        }

        return text.ToString(start, text.Length - start);
    }

    private static string FirstWord(string text) => Letters().Match(text).Value;

    [GeneratedRegex(@"\p{L}+(-\p{L}+)+")]
    private static partial Regex Hyphenated();

    [GeneratedRegex(@"^\p{L}+")]
    private static partial Regex Letters();
}
