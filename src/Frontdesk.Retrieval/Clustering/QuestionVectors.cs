namespace Frontdesk.Retrieval;

/// <summary>Questions as vectors of their telling words, rare ones weighing more.</summary>
internal sealed class QuestionVectors
{
    private const int LabelWords = 3;
    // A word of a label says at least this much of what its first word says.
    private const double Telling = 0.45;

    private readonly List<Dictionary<string, int>> _forms = [];

    private QuestionVectors(IReadOnlyList<QuestionDocument> documents) => Documents = documents;

    /// <summary>In an order that does not depend on the questions'.</summary>
    public IReadOnlyList<QuestionDocument> Documents { get; private set; }

    public int Terms => _forms.Count;

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
        var byStem = new Dictionary<string, int>();
        var read = questions.Select(question => TermsOf(question, language, byStem)).ToList();
        var frequency = new int[_forms.Count];
        foreach (var terms in read) foreach (var (term, _) in terms) frequency[term]++;
        var stems = byStem.ToDictionary(p => p.Value, p => p.Key);
        return [.. read.Select((terms, at) => (Question: at, Terms: terms))
            .GroupBy(q => q.Terms.Count == 0 ? "? " + questions[q.Question].Trim().ToLowerInvariant() : string.Join(' ', q.Terms.Keys.Select(t => stems[t]).Order(StringComparer.Ordinal)))
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new QuestionDocument(g.Key, Weighed(g.First().Terms, frequency, questions.Count), [.. g.Select(q => q.Question)]))];
    }

    /// <summary>Function words tell nothing; words that mean the same in most support questions are one.</summary>
    private Dictionary<int, double> TermsOf(string question, Language language, Dictionary<string, int> byStem)
    {
        var terms = new Dictionary<int, double>();
        foreach (var word in Analyzer.Analyze(question.AsSpan(0, Math.Min(question.Length, 1000)), language))
        {
            if (word.Joined > 0 || CommonWords.IsFunction(word.Folded, language)) continue;
            var stem = language == Language.English ? Canonical(word.Stem) : word.Stem;
            if (!byStem.TryGetValue(stem, out var term))
            {
                byStem[stem] = term = _forms.Count;
                _forms.Add([]);
            }
            _forms[term][word.Folded] = _forms[term].GetValueOrDefault(word.Folded) + 1;
            terms[term] = CommonWords.WeightOf(word.Folded, language);
        }
        return terms;
    }

    private static string Canonical(string stem)
    {
        foreach (var other in SupportSynonyms.For(stem)) if (string.CompareOrdinal(other, stem) < 0) stem = other;
        return stem;
    }

    private static Vector Weighed(Dictionary<int, double> terms, int[] frequency, int questions)
    {
        var weighed = terms.Select(t => KeyValuePair.Create(t.Key, t.Value * Math.Log(1 + (questions + 1.0) / (frequency[t.Key] + 1.0)))).ToList();
        var length = Math.Sqrt(weighed.Sum(t => t.Value * t.Value));
        return Vector.Of(weighed.Select(t => KeyValuePair.Create(t.Key, t.Value / length)));
    }

    /// <summary>As most people write the word.</summary>
    private string FormOf(int term) => _forms[term].OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).First().Key;
}
