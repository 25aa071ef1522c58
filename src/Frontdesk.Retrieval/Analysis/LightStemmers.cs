namespace Frontdesk.Retrieval;

/// <summary>Light stemmers after J. Savoy: they take off number, gender and case, and leave word formation alone.</summary>
internal static class LightStemmers
{
    public static string German(string word)
    {
        if (word.Length < 5) return word;
        foreach (var suffix in (ReadOnlySpan<string>)["ern", "en", "em", "er", "es", "e", "n", "s"])
        {
            if (word.Length - suffix.Length >= 3 && word.EndsWith(suffix, StringComparison.Ordinal)) return word[..^suffix.Length];
        }
        return word;
    }

    public static string French(string word)
    {
        if (word.Length < 4) return word;
        if (word.EndsWith("aux", StringComparison.Ordinal)) return word.EndsWith("eaux", StringComparison.Ordinal) ? word[..^1] : word[..^2] + "l";
        if (word.Length >= 6)
        {
            foreach (var suffix in (ReadOnlySpan<string>)["erons", "eront", "erez", "ions", "ons", "ent", "ees", "ez", "er", "ee", "es"])
            {
                if (word.Length - suffix.Length >= 4 && word.EndsWith(suffix, StringComparison.Ordinal)) return word[..^suffix.Length];
            }
        }
        var end = word[^1] is 's' or 'x' ? word.Length - 1 : word.Length;
        if (end > 3 && word[end - 1] == 'e') end--;
        return word[..end];
    }

    public static string Spanish(string word)
    {
        if (word.Length < 5) return word;
        if (word.EndsWith("ces", StringComparison.Ordinal)) return word[..^3] + "z";
        foreach (var suffix in (ReadOnlySpan<string>)["es", "os", "as", "s", "o", "a", "e"])
        {
            if (word.Length - suffix.Length >= 3 && word.EndsWith(suffix, StringComparison.Ordinal)) return word[..^suffix.Length];
        }
        return word;
    }
}
