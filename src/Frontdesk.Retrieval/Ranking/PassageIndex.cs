namespace Frontdesk.Retrieval;

/// <summary>
/// Finds the passages that answer a question. Immutable and thread-safe; a changed source means another index, which
/// <see cref="With"/> makes from this one.
/// </summary>
public sealed class PassageIndex
{
    private const int LanguageSample = 200;

    private readonly Passage[] passages;
    private readonly PassageText[] texts;
    private readonly Vocabulary vocabulary;
    private readonly TermSigns[] signs;
    private readonly Postings postings;
    private readonly Phrasing[][] phrasings;
    private readonly int[] faqs;
    private readonly FaqClassifier? classifier;
    private readonly Language language;
    private readonly IndexOptions options;
    private readonly QueryReader reader;
    private readonly Examination examination;
    private readonly FaqMatcher faqMatcher;

    private PassageIndex(Passage[] passages, PassageText[] texts, Vocabulary vocabulary, FaqClassifier? classifier, Language language, IndexOptions options)
    {
        (this.passages, this.texts, this.vocabulary, this.classifier, this.language, this.options) = (passages, texts, vocabulary, classifier, language, options);
        phrasings = [.. passages.Select(passage => PhrasingsOf(passage, vocabulary, language))];
        vocabulary.Complete();
        faqs = [.. Enumerable.Range(0, passages.Length).Where(passage => passages[passage].Kind == PassageKind.Faq)];
        signs = [.. Enumerable.Range(0, vocabulary.Count).Select(term => TermSignsOf.Term(vocabulary.StemOf(term)))];
        postings = new IndexBuilder(texts, vocabulary.Count).LayOut();
        reader = new(vocabulary, postings, new(options, language), Compounds.Of(vocabulary, postings, language), language);
        faqMatcher = new(postings, phrasings);
        examination = new(passages, texts, postings, faqMatcher);
        ApproximateBytes = postings.Bytes + vocabulary.Bytes + signs.Length + passages.Sum(SizeOf) + texts.Sum(text => text.Bytes) +
            phrasings.Sum(all => all.Sum(one => 40L + one.Bytes)) + (classifier?.Bytes ?? 0);
    }

    public static PassageIndex Empty { get; } = Build([]);

    public int Count => passages.Length;

    /// <summary>Memory held, texts included, within some ten per cent.</summary>
    public long ApproximateBytes { get; }

    public static PassageIndex Build(IReadOnlyCollection<Passage> passages, IndexOptions? options = null)
    {
        var language = LanguageOf(passages);
        var vocabulary = new Vocabulary(language);
        var ordered = Ordered(passages);
        PassageText[] texts = [.. ordered.Select(passage => PassageText.Of(passage, vocabulary))];
        return new(ordered, texts, vocabulary, FaqClassifier.Train(FaqsOf(ordered)), language, options ?? IndexOptions.Default);
    }

    /// <summary>
    /// This index without the passages of some sources and with others; a source that changed stands in both. Only what is new is
    /// read, so a document among ten thousand takes some milliseconds. A changed FAQ has the classifier learn again.
    /// </summary>
    public PassageIndex With(IReadOnlyCollection<Guid> withoutSources, IReadOnlyCollection<Passage> added)
    {
        var gone = withoutSources.ToHashSet();
        var kept = Enumerable.Range(0, Count).Where(at => !gone.Contains(passages[at].SourceId)).ToArray();
        // What the language was guessed from is hardly there any more.
        if (added.Count > kept.Length) return Build([.. kept.Select(at => passages[at]), .. added], options);

        var written = vocabulary.Copy();
        var all = Merged(kept.Select(at => (passages[at], texts[at])), Ordered(added).Select(passage => (passage, PassageText.Of(passage, written))), kept.Length + added.Count);
        var ordered = Array.ConvertAll(all, one => one.Passage);
        var faqsStay = FaqsOf(ordered).SequenceEqual(faqs.Select(at => passages[at]));
        return new(ordered, Array.ConvertAll(all, one => one.Text), written, faqsStay ? classifier : FaqClassifier.Train(FaqsOf(ordered)), language, options);
    }

    /// <summary>The best passages for a visitor's words, best first; empty when not one word is shared.</summary>
    public IReadOnlyList<Hit> Search(string query, int top) => top <= 0 ? [] : [.. Distinct(Rank(query, top)).Take(top)];

    /// <summary>At least so many where there are, best first; some may say the same.</summary>
    internal IEnumerable<Hit> Rank(string query, int count)
    {
        if (Count == 0 || reader.Read(query) is not { } read) return [];
        using var terms = new QueryTerms(read, vocabulary.Count);
        var found = examination.Run(read, terms, signs, Asked(query), count);
        return Standings.Of(found, read).Select(standing => new Hit(passages[standing.Passage], standing.Score, standing.Confidence));
    }

    /// <summary>Without those that say what one before them says.</summary>
    internal IEnumerable<Hit> Distinct(IEnumerable<Hit> ranked)
    {
        var seen = new Duplicates(texts);
        return ranked.Where(hit => NumberOf(hit.Passage.Id) is not { } passage || seen.IsNew(passage));
    }

    /// <summary>The query as the search understands it; for fitting.</summary>
    internal Query? Read(string query) => reader.Read(query);

    /// <summary>What the search looked at, unordered; for fitting its weights.</summary>
    internal List<(Passage Passage, Candidate Candidate)> Examine(string query)
    {
        if (reader.Read(query) is not { } read) return [];
        using var terms = new QueryTerms(read, vocabulary.Count);
        return examination.Run(read, terms, signs, Asked(query), Examination.Shortlist).ConvertAll(found => (passages[found.Passage], found));
    }

    /// <summary>Why a passage stands where it does for a query; null when it is not in the index.</summary>
    public Explanation? Explain(string query, Guid passageId)
    {
        if (NumberOf(passageId) is not { } passage) return null;
        if (reader.Read(query) is not { } read) return Explanation.Nothing;
        using var terms = new QueryTerms(read, vocabulary.Count);
        var evidence = new EvidenceReader(read, terms, texts, postings, signs).Read(passage);
        var match = faqMatcher.Match(read, passage, Asked(query)?.Find(pair => pair.Passage == passage).Probability);
        return Explanation.Of(read, passages[passage], evidence, match, term => postings.TryFind(term, passage, out _), vocabulary);
    }

    private int? NumberOf(Guid id)
    {
        var (from, until) = (0, Count);
        while (from < until)
        {
            var middle = from + (until - from) / 2;
            if (passages[middle].Id.CompareTo(id) < 0) from = middle + 1;
            else until = middle;
        }
        return from < Count && passages[from].Id == id ? from : null;
    }

    private List<(int Passage, float Probability)>? Asked(string query)
    {
        if (classifier is null) return null;
        var probabilities = classifier.Probabilities(query);
        return [.. faqs.Select((passage, number) => (passage, probabilities[number]))];
    }

    // By id, so that neither ranking nor ties depend on the order in which sources were read, and a document's passages stand in its order.
    private static Passage[] Ordered(IReadOnlyCollection<Passage> passages)
    {
        var ordered = passages.ToArray();
        Array.Sort(ordered, InOrder);
        return ordered;
    }

    /// <summary>Both are in order already.</summary>
    private static (Passage Passage, PassageText Text)[] Merged(IEnumerable<(Passage Passage, PassageText Text)> kept, IEnumerable<(Passage Passage, PassageText Text)> added, int count)
    {
        var merged = new List<(Passage, PassageText)>(count);
        using var next = added.GetEnumerator();
        var more = next.MoveNext();
        foreach (var one in kept)
        {
            for (; more && InOrder(next.Current.Passage, one.Passage) < 0; more = next.MoveNext()) merged.Add(next.Current);
            merged.Add(one);
        }
        for (; more; more = next.MoveNext()) merged.Add(next.Current);
        return [.. merged];
    }

    private static int InOrder(Passage left, Passage right) =>
        left.Id.CompareTo(right.Id) is var order and not 0 ? order : string.CompareOrdinal(left.Body, right.Body);

    private static List<Passage> FaqsOf(IEnumerable<Passage> passages) => [.. passages.Where(passage => passage.Kind == PassageKind.Faq)];

    private static Language LanguageOf(IReadOnlyCollection<Passage> passages)
    {
        var guess = new LanguageGuess();
        foreach (var passage in passages.Take(LanguageSample))
        {
            Words.Read(passage.Body.AsSpan(0, Math.Min(passage.Body.Length, 500)), ref guess);
            foreach (var question in passage.Questions) Words.Read(question, ref guess);
        }
        return guess.Language;
    }

    private static Phrasing[] PhrasingsOf(Passage passage, Vocabulary vocabulary, Language language) => [.. passage.Questions.Select(question =>
    {
        var words = Analyzer.Analyze(question, language).Where(word => word.Joined == 0).ToList();
        return new Phrasing(
            [.. words.Select(word => vocabulary.TermOf(word.Folded))],
            [.. words.Select(word => CommonWords.WeightOf(word.Folded, language))]);
    })];

    private static long SizeOf(Passage passage) =>
        120 + 2L * (passage.Title.Length + passage.Heading.Length + passage.Body.Length + passage.Questions.Sum(question => question.Length + 12));
}
