namespace Frontdesk.Retrieval;

/// <summary>Light stemmers after J. Savoy: they take off number, gender and case, and leave word formation alone.</summary>
internal static class LightStemmers
{
    /// <summary>Beyond Savoy's, a verb meets its third person and its noun: "liefern", "liefert", "Lieferung".</summary>
    public static string German(string word)
    {
        if (word.Length < 5) return word;
        var stem = word;
        foreach (var suffix in (ReadOnlySpan<string>)["ern", "en", "em", "er", "es", "e", "n", "s"])
        {
            if (word.Length - suffix.Length < 3 || !word.EndsWith(suffix, StringComparison.Ordinal)) continue;
            stem = word[..^suffix.Length];
            break;
        }
        return GermanVerb(stem) is { } verb ? Without("er", verb, least: 3) : stem;
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

    public static string Italian(string word)
    {
        if (word.Length < 5) return word;
        return (word[^2], word[^1]) switch
        {
            ('i' or 'h', 'e' or 'i') or ('i', 'a' or 'o') => word[..^2], // "negozio", "negozi"; "banche", "banca"
            (_, 'a' or 'e' or 'i' or 'o') => word[..^1],
            _ => word,
        };
    }

    public static string Portuguese(string word) => WithoutGender(WithoutNumber(word));

    public static string Dutch(string word)
    {
        if (word.Length < 5) return word;
        if (word.EndsWith("heden", StringComparison.Ordinal)) return word[..^4] + "eid";
        foreach (var suffix in (ReadOnlySpan<string>)["en", "s", "e"])
        {
            if (suffix == "s" && word[^2] is ('a' or 'e' or 'i' or 'o' or 'u' or 'j')) continue; // "prijs"
            if (word.Length - suffix.Length >= 3 && word.EndsWith(suffix, StringComparison.Ordinal)) return DutchEnd(word[..^suffix.Length]);
        }
        return word;
    }

    /// <summary>The verb in what is left of a word, null where nothing tells that it is one.</summary>
    private static string? GermanVerb(string stem)
    {
        if (stem.Length >= 7 && stem.EndsWith("ung", StringComparison.Ordinal)) return stem[..^3];
        if (stem.Length >= 6 && stem.EndsWith("et", StringComparison.Ordinal)) return stem[..^2];
        return stem.Length >= 5 && stem[^1] == 't' && stem[^2] is ('l' or 'n' or 'r') ? stem[..^1] : null;
    }

    private static string Without(string suffix, string word, int least) =>
        word.Length - suffix.Length >= least && word.EndsWith(suffix, StringComparison.Ordinal) ? word[..^suffix.Length] : word;

    private static string WithoutNumber(string word)
    {
        if (word.Length < 4 || word[^1] != 's') return word;
        if (word.Length > 4)
        {
            if (word.EndsWith("oes", StringComparison.Ordinal) || word.EndsWith("aes", StringComparison.Ordinal)) return word[..^3] + "ao"; // "promoções": "promoção"
            if (word.EndsWith("eis", StringComparison.Ordinal)) return word[..^3] + "el";
            if (word.EndsWith("ais", StringComparison.Ordinal)) return word[..^3] + "al";
            if (word.EndsWith("ns", StringComparison.Ordinal)) return word[..^2] + "m";
            if (word.EndsWith("es", StringComparison.Ordinal) && word[^3] is 'r' or 's' or 'l' or 'z') return word[..^2];
        }
        return word[..^1];
    }

    private static string WithoutGender(string word) => word.Length > 4 && word[^1] is 'a' or 'e' or 'o' && !word.EndsWith("ao", StringComparison.Ordinal) ? word[..^1] : word;

    // "pakketten": "pakket"; "prijzen": "prijs"; "brieven": "brief".
    private static string DutchEnd(string stem) => (stem[^2], stem[^1]) switch
    {
        (var before, var last) when before == last && last is not ('a' or 'e' or 'o' or 'u' or 's') => stem[..^1],
        (_, 'z') => stem[..^1] + "s",
        (_, 'v') => stem[..^1] + "f",
        _ => stem,
    };
}
