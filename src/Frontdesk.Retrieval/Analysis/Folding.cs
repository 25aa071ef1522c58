using System.Globalization;
using System.Text;

namespace Frontdesk.Retrieval;

/// <summary>One table lookup per UTF-16 unit: lower case, Latin and Greek diacritics removed, everything else apart.</summary>
internal static class Folding
{
    /// <summary>The unit ends a word.</summary>
    public const char Separator = '\0';
    /// <summary>The unit is dropped without ending the word (combining marks, soft hyphens, joiners).</summary>
    public const char Ignored = '\u0001';
    /// <summary>The unit becomes several letters, see <see cref="Expansion"/>.</summary>
    public const char Expanded = '\u0002';

    private static readonly char[] Table = Enumerable.Range(0, 0x10000).Select(code => Compute((char)code)).ToArray();

    public static char Fold(char unit) => Table[unit];

    public static bool IsWord(char unit) => Table[unit] > Ignored;

    public static string Expansion(char unit) => unit switch
    {
        'ß' or 'ẞ' => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'þ' or 'Þ' => "th",
        _ => "",
    };

    /// <summary>Scripts written without spaces between words: Thai to Khmer, kana, Han, Hangul.</summary>
    public static bool IsUnspaced(char unit) => unit >= '\u0E00' && unit is
        (>= '\u0E00' and <= '\u0EFF') or (>= '\u1000' and <= '\u109F') or (>= '\u1780' and <= '\u17FF') or
        (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uAC00' and <= '\uD7A3') or
        (>= '\uF900' and <= '\uFAFF');

    private static char Compute(char unit)
    {
        if (unit is 'ø' or 'Ø') return 'o';
        if (unit is 'ł' or 'Ł') return 'l';
        if (unit is 'đ' or 'Đ' or 'ð' or 'Ð') return 'd';
        if (Expansion(unit).Length > 0) return Expanded;
        if (IsDropped(unit)) return Ignored;
        if (!char.IsLetterOrDigit(unit) && !IsUnspacedMark(unit)) return Separator;
        return char.ToLowerInvariant(HasFoldedDiacritics(unit) ? unit.ToString().Normalize(NormalizationForm.FormKD)[0] : unit);
    }

    private static bool IsDropped(char unit) =>
        unit is '\u00AD' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF' ||
        (CharUnicodeInfo.GetUnicodeCategory(unit) == UnicodeCategory.NonSpacingMark && !IsUnspaced(unit));

    private static bool IsUnspacedMark(char unit) =>
        IsUnspaced(unit) && CharUnicodeInfo.GetUnicodeCategory(unit) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Elsewhere a mark makes another letter (Russian й is not и), so only these scripts lose theirs.
    private static bool HasFoldedDiacritics(char unit) => unit is
        (>= '\u00C0' and <= '\u024F') or (>= '\u0370' and <= '\u03FF') or (>= '\u1E00' and <= '\u1FFF') or (>= '\uFF10' and <= '\uFF5A');
}
