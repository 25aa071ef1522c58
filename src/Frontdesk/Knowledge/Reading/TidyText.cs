using System.Text;
using System.Text.RegularExpressions;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Characters and white space as people type them: what the page was printed with is not what is searched for.</summary>
public static partial class TidyText
{
    /// <summary>Ligatures and Arabic letter forms become letters; soft hyphens, marks of direction and zero widths go.</summary>
    public static string Characters(string text)
    {
        if (!Odd().IsMatch(text))
        {
            return text;
        }

        var tidy = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            switch (c)
            {
                case >= '\ufb00' and <= '\ufb06' or >= '\ufb50' and <= '\ufdff' or >= '\ufe70' and <= '\ufefc':
                    tidy.Append(c.ToString().Normalize(NormalizationForm.FormKC));
                    break;
                case '\u00a0' or '\u2002' or '\u2003' or '\u2007' or '\u2009' or '\u202f' or '\u3000':
                    tidy.Append(' ');
                    break;
                case '\u00ad' or '\u200b' or '\u200e' or '\u200f' or '\u202a' or '\u202b' or '\u202c' or '\ufeff':
                    break;
                default:
                    tidy.Append(c);
                    break;
            }
        }

        return tidy.ToString();
    }

    /// <summary>No spaces at line ends, no runs of them, at most one empty line; a line that is indented (code, lists in lists) keeps its start.</summary>
    public static string Whole(string text) =>
        EmptyLines().Replace(LineEnds().Replace(Runs().Replace(Characters(text), " "), "\n"), "\n\n").Trim(' ', '\n', '\t');

    [GeneratedRegex(@"[\u00a0\u00ad\u2002\u2003\u2007\u2009\u200b\u200e\u200f\u202a-\u202c\u202f\u3000\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufeff]")]
    private static partial Regex Odd();

    [GeneratedRegex(@"(?<=\S)[ \t]{2,}")]
    private static partial Regex Runs();

    [GeneratedRegex(@"[ \t]+\n")]
    private static partial Regex LineEnds();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex EmptyLines();
}
