using System.Text;

namespace Frontdesk.Platform.Text;

/// <summary>
/// The one way text enters. U+0000 would fail a whole batch in PostgreSQL and a lone surrogate would break its pooled
/// connection, so neither may get past the edge.
/// </summary>
public static class CleanText
{
    /// <summary>Drops U+0000 and lone surrogates and turns every line end into \n.</summary>
    public static string Of(string text)
    {
        if (!NeedsCleaning(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if (c == '\r')
            {
                clean.Append('\n');
                i += i + 1 < text.Length && text[i + 1] == '\n' ? 1 : 0;
            }
            else if (c != '\0' && !char.IsSurrogate(c))
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }

    /// <summary>The first <paramref name="characters"/> UTF-16 units, one fewer where the cut would split a character.</summary>
    public static string Cut(string text, int characters)
    {
        if (text.Length <= characters)
        {
            return text;
        }

        return text[..(characters > 0 && char.IsHighSurrogate(text[characters - 1]) ? characters - 1 : characters)];
    }

    /// <summary>Null for nothing but white space, else trimmed and cut.</summary>
    public static string? Optional(string? text, int characters) =>
        string.IsNullOrWhiteSpace(text) ? null : Cut(Of(text.Trim()), characters);

    private static bool NeedsCleaning(string text)
    {
        foreach (var c in text)
        {
            if (c is '\0' or '\r' || char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }
}
