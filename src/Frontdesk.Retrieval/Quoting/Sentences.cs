namespace Frontdesk.Retrieval;

/// <summary>Where sentences begin and end. Line breaks between list items, headings and paragraphs end one too.</summary>
internal static class Sentences
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "vs", "etc", "approx", "inc", "ltd", "co", "e.g", "i.e", "z.b", "bzw", "ca", "d.h", "max", "min", "tel", "fig", "u.s",
    };

    /// <summary>Contiguous ranges from the first to the last visible character; each ends before the white space after it.</summary>
    public static List<Range> In(string text)
    {
        List<Range> found = [];
        var start = SkipSpace(text, 0);
        for (var at = start; at < text.Length; at++)
        {
            var end = EndAt(text, start, at);
            if (end < 0) continue;
            found.Add(start..end);
            start = SkipSpace(text, end);
            at = start - 1;
        }
        if (start < text.Length) found.Add(start..TrimmedEnd(text, start));
        return found;
    }

    // The end of the sentence when the character at this place closes it, else -1.
    private static int EndAt(string text, int start, int at)
    {
        if (text[at] == '\n') return BreaksLine(text, at) ? TrimmedEnd(text.AsSpan(0, at), start) : -1;
        if (text[at] is '。' or '！' or '？') return AfterClosing(text, at + 1);
        if (text[at] is not ('.' or '!' or '?' or '…')) return -1;
        var end = AfterClosing(text, at + 1);
        if (end < text.Length && !char.IsWhiteSpace(text[end])) return -1;
        return text[at] == '.' && IsAbbreviation(text, start, at) ? -1 : end;
    }

    private static bool BreaksLine(string text, int at)
    {
        var next = at + 1;
        while (next < text.Length && text[next] is ' ' or '\t' or '\r') next++;
        if (next >= text.Length) return false;
        return text[next] is '\n' or '-' or '*' or '•' or '#' or '|' or '+' || (char.IsDigit(text[next]) && next + 1 < text.Length && text[next + 1] is '.' or ')') ||
            text.AsSpan(0, at).TrimEnd() is [.., ':'];
    }

    private static int AfterClosing(string text, int at)
    {
        while (at < text.Length && text[at] is '.' or '!' or '?' or '"' or '\'' or '”' or '’' or '»' or ')' or ']' or '*' or '_') at++;
        return at;
    }

    private static bool IsAbbreviation(string text, int start, int dot)
    {
        var wordStart = dot;
        while (wordStart > start && (char.IsLetterOrDigit(text[wordStart - 1]) || text[wordStart - 1] == '.')) wordStart--;
        var word = text[wordStart..dot];
        if (word.Length == 1 && char.IsLetter(word[0])) return true;
        if (wordStart == start && word.Length is > 0 and <= 2 && word.All(char.IsDigit)) return true;
        return Abbreviations.Contains(word) && NextIsNotCapital(text, dot + 1, word);
    }

    private static bool NextIsNotCapital(string text, int at, string word)
    {
        var next = SkipSpace(text, at);
        return next < text.Length && (!char.IsUpper(text[next]) || word.ToUpperInvariant() is "MR" or "MRS" or "MS" or "DR" or "PROF" or "ST");
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
        return at;
    }

    private static int TrimmedEnd(ReadOnlySpan<char> text, int start) => start + text[start..].TrimEnd().Length;
}
