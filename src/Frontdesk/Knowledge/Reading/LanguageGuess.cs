using System.Collections.Frozen;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Which language a text is in, by its script and its smallest words. Null where that says too little.</summary>
public static class LanguageGuess
{
    private const int Enough = 20_000;
    private const int FewestWords = 8;
    private const double ClearLead = 1.15;

    private static readonly FrozenDictionary<string, FrozenSet<string>> SmallWords = new Dictionary<string, string>
    {
        ["en"] = "the and of to is in that for with you your are this be we on it as or at by not have from can will our if",
        ["de"] = "der die und das ist nicht ein eine zu den mit sich auf für von dem sie wir ich werden oder auch bei nach im des wenn ihre",
        ["fr"] = "le la les et des est une un pour dans que qui vous nous pas du sur avec votre par au sont ce cette ou aux",
        ["es"] = "el la los las de que y en un una por para con no su se es del al como más sus está este puede usted",
        ["it"] = "il di che la e per un una non sono con del della le gli si da in nel alla dei come più questo è",
        ["pt"] = "o a os as de que e em um uma para com não por se do da dos das no na mais como você seu é são",
        ["nl"] = "de het een en van is niet dat op te voor met zijn je wij we uw aan ook of bij naar door kunt worden",
        ["sv"] = "och att det som en på är av för med den till inte om har ett vi kan du från eller så",
        ["da"] = "og at det som en på er af for med den til ikke om har et vi kan du fra eller så din dit",
        ["pl"] = "i w na z do nie się jest to że o jak po za dla od przez są lub może czy oraz",
        ["tr"] = "ve bir bu için ile de da olarak daha çok en ne değil var gibi kadar sonra veya olan",
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Split(' ').ToFrozenSet());

    public static string? Of(string text)
    {
        var start = text.Length > Enough ? text[..Enough] : text;
        return ByScript(start) ?? ByWords(start);
    }

    private static string? ByScript(string text)
    {
        var letters = text.Where(char.IsLetter).ToList();
        var kana = letters.Count(c => c is >= '\u3040' and <= '\u30ff');
        return letters.Count < FewestWords ? null
            : Most(c => c is >= '\u0600' and <= '\u06ff') ? "ar"
            : Most(c => c is >= '\u0590' and <= '\u05ff') ? "he"
            : Most(c => c is >= '\u0370' and <= '\u03ff') ? "el"
            : Most(c => c is >= '\u0400' and <= '\u04ff') ? letters.Exists(c => "іїєґ".Contains(c, StringComparison.Ordinal)) ? "uk" : "ru"
            : Most(c => c is >= '\uac00' and <= '\ud7af') ? "ko"
            : Most(c => c is (>= '\u3040' and <= '\u30ff') or (>= '\u4e00' and <= '\u9fff')) ? kana * 10 > letters.Count ? "ja" : "zh"
            : null;

        bool Most(Func<char, bool> isOfIt) => letters.Count(isOfIt) * 2 > letters.Count;
    }

    private static string? ByWords(string text)
    {
        var words = text.ToLowerInvariant().Split([' ', '\n', '\t', '.', ',', ';', ':', '!', '?', '(', ')', '"', '|', '\f'], StringSplitOptions.RemoveEmptyEntries);
        var scores = SmallWords.Select(language => (Language: language.Key, Score: words.Count(language.Value.Contains))).OrderByDescending(language => language.Score).ToList();
        return words.Length >= FewestWords && scores[0].Score * 12 >= words.Length && scores[0].Score >= scores[1].Score * ClearLead ? scores[0].Language : null;
    }
}
