namespace Frontdesk.Retrieval;

/// <summary>A word of a text: as folded, as stemmed, and how many parts before it it joins.</summary>
internal readonly record struct AnalyzedWord(string Folded, string Stem, int Joined, WordSigns Signs);

/// <summary>From folded words to index terms in one language.</summary>
internal static class Analyzer
{
    public static string Stem(string folded, Language language) => language switch
    {
        Language.German => LightStemmers.German(folded),
        Language.French => LightStemmers.French(folded),
        Language.Spanish => LightStemmers.Spanish(folded),
        Language.Italian => LightStemmers.Italian(folded),
        Language.Portuguese => LightStemmers.Portuguese(folded),
        Language.Dutch => LightStemmers.Dutch(folded),
        _ => EnglishStemmer.Stem(EnglishForms.Of(folded)),
    };

    public static List<AnalyzedWord> Analyze(ReadOnlySpan<char> text, Language language)
    {
        var sink = new Collector(language);
        Words.Read(text, ref sink);
        return sink.Found;
    }

    private readonly struct Collector(Language language) : IWordSink
    {
        public List<AnalyzedWord> Found { get; } = [];

        public void Add(ReadOnlySpan<char> word, int joined, WordSigns signs)
        {
            var folded = word.ToString();
            Found.Add(new(folded, Stem(folded, language), joined, signs));
        }
    }
}
