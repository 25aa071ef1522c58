namespace Frontdesk.Retrieval;

/// <summary>Questions as vectors of their telling words, rare ones weighing more.</summary>
internal sealed class QuestionVectors
{
    private const int LabelWords = 3;
    // A word of a label says at least this much of what its first word says.
    private const double Telling = 0.45;

    private readonly Dictionary<string, Dictionary<string, int>> forms = [];
    private readonly List<Dictionary<string, int>> byTerm = [];

    private QuestionVectors(IReadOnlyList<QuestionDocument> documents) => Documents = documents;

    /// <summary>In an order that does not depend on the questions'.</summary>
    public IReadOnlyList<QuestionDocument> Documents { get; private set; }

    public int Terms => byTerm.Count;

    public static QuestionVectors Of(IReadOnlyList<string> questions)
    {
        var guess = new LanguageGuess();
        foreach (var question in questions) Words.Read(question, ref guess);
        var vectors = new QuestionVectors([]);
        vectors.Documents = vectors.Read(questions, guess.Language);
        return vectors;
    }

    /// <summary>The words of a centre that tell most, in the order in which a typical question says them.</summary>
    public string LabelOf(Vector centre, List<int> documents, string typical)
    {
        var ranked = Enumerable.Range(0, centre.Terms.Length).Select(at => (Term: centre.Terms[at], Weight: centre.Weights[at]))
            .OrderByDescending(t => t.Weight).ThenBy(t => FormOf(t.Term), StringComparer.Ordinal).Take(LabelWords).ToList();
        var told = ranked.Where(t => t.Weight >= ranked[0].Weight * Telling).Select(t => FormOf(t.Term)).ToList();
        if (told.Count == 0) return typical;
        return string.Join(' ', told.OrderBy(form => typical.IndexOf(form, StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at : int.MaxValue));
    }

    private List<QuestionDocument> Read(IReadOnlyList<string> questions, Language language)
    {
        var words = questions.Select(question => WordsOf(question, language)).ToList();
        // Numbered by the alphabet: sums of fractions come out the same in whatever order the questions stand.
        string[] stems = [.. words.SelectMany(read => read.Keys).Distinct().Order(StringComparer.Ordinal)];
        var numbers = stems.Select((stem, at) => (stem, at)).ToDictionary(p => p.stem, p => p.at);
        byTerm.AddRange(stems.Select(stem => forms[stem]));
        var frequency = new int[stems.Length];
        foreach (var read in words) foreach (var stem in read.Keys) frequency[numbers[stem]]++;
        return [.. words.Select((read, at) => (Question: at, Words: read))
            .GroupBy(q => q.Words.Count == 0 ? "? " + questions[q.Question].Trim().ToLowerInvariant() : string.Join(' ', q.Words.Keys.Order(StringComparer.Ordinal)))
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new QuestionDocument(g.Key, Weighed(g.MinBy(q => questions[q.Question], StringComparer.Ordinal).Words, numbers, frequency, questions.Count), [.. g.Select(q => q.Question)]))];
    }

    /// <summary>Function words tell nothing; words that mean the same in most support questions are one.</summary>
    private Dictionary<string, double> WordsOf(string question, Language language)
    {
        var words = new Dictionary<string, double>();
        foreach (var word in Analyzer.Analyze(question.AsSpan(0, Math.Min(question.Length, 1000)), language))
        {
            if (word.Joined > 0 || CommonWords.IsFunction(word.Folded, language)) continue;
            var stem = language == Language.English ? Canonical(word.Stem) : word.Stem;
            if (!forms.TryGetValue(stem, out var written)) forms[stem] = written = [];
            written[word.Folded] = written.GetValueOrDefault(word.Folded) + 1;
            words[stem] = CommonWords.WeightOf(word.Folded, language);
        }
        return words;
    }

    private static string Canonical(string stem)
    {
        foreach (var other in SupportSynonyms.For(stem)) if (string.CompareOrdinal(other, stem) < 0) stem = other;
        return stem;
    }

    private static Vector Weighed(Dictionary<string, double> words, Dictionary<string, int> numbers, int[] frequency, int questions)
    {
        var weighed = words.Select(w => KeyValuePair.Create(numbers[w.Key], w.Value * Math.Log(1 + (questions + 1.0) / (frequency[numbers[w.Key]] + 1.0)))).OrderBy(w => w.Key).ToList();
        var length = Math.Sqrt(weighed.Sum(w => w.Value * w.Value));
        return Vector.Of(weighed.Select(w => KeyValuePair.Create(w.Key, w.Value / length)));
    }

    /// <summary>As most people write the word.</summary>
    private string FormOf(int term) => byTerm[term].OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).First().Key;
}
