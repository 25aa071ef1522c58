namespace Frontdesk.Retrieval;

/// <summary>The Snowball English stemmer ("Porter2", snowballstem.org/algorithms/english) on folded words.</summary>
internal static class EnglishStemmer
{
    private static readonly (string Suffix, string Replacement)[] Step2 =
    [
        ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("tional", "tion"),
        ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"),
        ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"), ("abli", "able"), ("izer", "ize"), ("ator", "ate"),
        ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
    ];

    private static readonly (string Suffix, string Replacement)[] Step3 =
    [
        ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""), ("ical", "ic"),
        ("ness", ""), ("ful", ""),
    ];

    private static readonly string[] Step4 =
    [
        "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic",
    ];

    private static readonly Dictionary<string, string> Irregular = new()
    {
        ["skis"] = "ski",
        ["skies"] = "sky",
        ["dying"] = "die",
        ["lying"] = "lie",
        ["tying"] = "tie",
        ["idly"] = "idl",
        ["gently"] = "gentl",
        ["ugly"] = "ugli",
        ["early"] = "earli",
        ["only"] = "onli",
        ["singly"] = "singl",
        ["sky"] = "sky",
        ["news"] = "news",
        ["howe"] = "howe",
        ["atlas"] = "atlas",
        ["cosmos"] = "cosmos",
        ["bias"] = "bias",
        ["andes"] = "andes",
    };

    private static readonly HashSet<string> InvariantAfterStep1A =
        ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

    public static string Stem(string word)
    {
        if (word.Length <= 2 || !IsPlain(word)) return word;
        if (Irregular.TryGetValue(word, out var irregular)) return irregular;
        var stem = new Stem(word);
        Step1A(ref stem);
        if (stem.Length is >= 6 and <= 7 && InvariantAfterStep1A.Contains(stem.ToString())) return stem.ToString();
        Step1B(ref stem);
        Step1C(ref stem);
        ApplyStep2(ref stem);
        ApplyStep3(ref stem);
        ApplyStep4(ref stem);
        Step5(ref stem);
        return stem.ToLowerString();
    }

    private static bool IsPlain(string word) => word.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0;

    private static void Step1A(ref Stem stem)
    {
        if (stem.EndsWith("sses")) stem.Drop(2);
        else if (stem.EndsWith("ied") || stem.EndsWith("ies")) stem.Drop(stem.Length > 4 ? 2 : 1);
        else if (stem.EndsWith("us") || stem.EndsWith("ss")) return;
        else if (stem.EndsWith("s") && stem.HasVowelBefore(stem.Length - 2)) stem.Drop(1);
    }

    private static void Step1B(ref Stem stem)
    {
        if (stem.EndsWith("eedly") || stem.EndsWith("eed"))
        {
            var suffix = stem.EndsWith("eed") ? 3 : 5;
            if (stem.InR1(suffix)) stem.Replace(suffix, "ee");
            return;
        }
        foreach (var suffix in (ReadOnlySpan<string>)["ingly", "edly", "ing", "ed"])
        {
            if (!stem.EndsWith(suffix)) continue;
            if (!stem.HasVowelBefore(stem.Length - suffix.Length)) return;
            stem.Drop(suffix.Length);
            if (stem.EndsWith("at") || stem.EndsWith("bl") || stem.EndsWith("iz")) stem.Replace(0, "e");
            else if (stem.EndsWithDouble()) stem.Drop(1);
            else if (stem.IsShort()) stem.Replace(0, "e");
            return;
        }
    }

    private static void Step1C(ref Stem stem)
    {
        if (stem.Length > 2 && stem[^1] is 'y' or 'Y' && !stem.IsVowel(stem.Length - 2)) stem.Replace(1, "i");
    }

    private static void ApplyStep2(ref Stem stem)
    {
        foreach (var (suffix, replacement) in Step2)
        {
            if (!stem.EndsWith(suffix)) continue;
            if (!stem.InR1(suffix.Length)) return;
            if (suffix == "ogi" && (stem.Length < 4 || stem[^4] != 'l')) return;
            if (suffix == "li" && (stem.Length < 3 || !"cdeghkmnrt".Contains(stem[^3], StringComparison.Ordinal))) return;
            stem.Replace(suffix.Length, replacement);
            return;
        }
    }

    private static void ApplyStep3(ref Stem stem)
    {
        foreach (var (suffix, replacement) in Step3)
        {
            if (!stem.EndsWith(suffix)) continue;
            if (stem.InR1(suffix.Length) && (suffix != "ative" || stem.InR2(suffix.Length))) stem.Replace(suffix.Length, replacement);
            return;
        }
    }

    private static void ApplyStep4(ref Stem stem)
    {
        foreach (var suffix in Step4)
        {
            if (!stem.EndsWith(suffix)) continue;
            if (stem.InR2(suffix.Length) && (suffix != "ion" || (stem.Length > 3 && stem[^4] is 's' or 't'))) stem.Drop(suffix.Length);
            return;
        }
    }

    private static void Step5(ref Stem stem)
    {
        if (stem.EndsWith("e") && (stem.InR2(1) || (stem.InR1(1) && !stem.EndsInShortSyllable(stem.Length - 1)))) stem.Drop(1);
        else if (stem.EndsWith("ll") && stem.InR2(1)) stem.Drop(1);
    }
}
