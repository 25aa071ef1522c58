namespace Frontdesk.Retrieval;

/// <summary>Whether a text says anything that could be looked up: "yes please" does not, "returns" does.</summary>
public static class TellingWords
{
    public static bool Any(string text)
    {
        var cut = text.AsSpan(0, Math.Min(text.Length, 2000));
        var language = LanguageGuess.Of(cut.ToString());
        return Analyzer.Analyze(cut, language).Exists(word => word.Folded.Length > 1 && word.Folded.Any(char.IsLetter) && !CommonWords.IsFunction(word.Folded, language));
    }
}
