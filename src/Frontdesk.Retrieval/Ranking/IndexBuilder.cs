using System.Runtime.InteropServices;

namespace Frontdesk.Retrieval;

/// <summary>Counts the words of all passages and lays them out as <see cref="Postings"/>.</summary>
internal sealed class IndexBuilder
{
    private const int FieldCount = 4;
    private const int LanguageSample = 200;
    private const int UsualTerms = 64;

    private readonly Passage[] passages;
    private readonly Vocabulary vocabulary;
    private readonly Language language;
    private readonly List<(int Term, uint Counts)> entries;
    private readonly int[] entryStarts;
    private readonly int[][] lengths = new int[FieldCount][];
    private readonly List<int> found = [];
    private int[] seenIn = new int[1024];
    private uint[] counts = new uint[1024];

    public IndexBuilder(IReadOnlyCollection<Passage> unordered)
    {
        // By id, so that neither ranking nor ties depend on the order in which sources were read.
        passages = [.. unordered.OrderBy(passage => passage.Id).ThenBy(passage => passage.Body, StringComparer.Ordinal)];
        language = GuessLanguage();
        vocabulary = new(language);
        entries = new(passages.Length * UsualTerms);
        entryStarts = new int[passages.Length + 1];
        for (var field = 0; field < FieldCount; field++) lengths[field] = new int[passages.Length];
    }

    public PassageIndex Build()
    {
        for (var passage = 0; passage < passages.Length; passage++) Count(passage);
        var phrasings = passages.Select(Phrasings).ToArray();
        var postings = LayOut();
        return new(passages, vocabulary.Complete(), postings, phrasings, language);
    }

    private Language GuessLanguage()
    {
        var guess = new LanguageGuess();
        foreach (var passage in passages.Take(LanguageSample))
        {
            Words.Read(passage.Body.AsSpan(0, Math.Min(passage.Body.Length, 500)), ref guess);
            foreach (var question in passage.Questions) Words.Read(question, ref guess);
        }
        return guess.Language;
    }

    private void Count(int passage)
    {
        foreach (var question in passages[passage].Questions) CountField(passage, 0, question);
        CountField(passage, 1, passages[passage].Title);
        CountField(passage, 2, passages[passage].Heading);
        CountField(passage, 3, passages[passage].Body);
        foreach (var term in found) entries.Add((term, counts[term]));
        entryStarts[passage + 1] = entries.Count;
        found.Clear();
    }

    private void CountField(int passage, int field, string text)
    {
        var counter = new Counter(this, passage, field);
        Words.Read(text, ref counter);
    }

    private void Count(int passage, int field, int term)
    {
        lengths[field][passage]++;
        if (term >= seenIn.Length)
        {
            Array.Resize(ref seenIn, term * 2);
            Array.Resize(ref counts, term * 2);
        }
        if (seenIn[term] != passage + 1)
        {
            seenIn[term] = passage + 1;
            counts[term] = 0;
            found.Add(term);
        }
        var shift = field * 8;
        if ((counts[term] >> shift & 0xFF) < 0xFF) counts[term] += 1u << shift;
    }

    private Phrasing[] Phrasings(Passage passage) => [.. passage.Questions.Select(question =>
    {
        var words = Analyzer.Analyze(question, language).Where(word => word.Joined == 0).ToList();
        return new Phrasing(
            [.. words.Select(word => vocabulary.TermOf(word.Folded))],
            [.. words.Select(word => CommonWords.WeightOf(word.Folded, language))]);
    })];

    private Postings LayOut()
    {
        var starts = new int[vocabulary.Count + 1];
        foreach (var (term, _) in entries) starts[term + 1]++;
        for (var term = 0; term < vocabulary.Count; term++) starts[term + 1] += starts[term];
        var next = starts.AsSpan().ToArray();
        var holders = new int[entries.Count];
        var impacts = new float[entries.Count];
        var weights = new FieldWeights(lengths);
        var all = CollectionsMarshal.AsSpan(entries);
        for (var passage = 0; passage < passages.Length; passage++)
        {
            weights.MoveTo(passage);
            foreach (var (term, packed) in all[entryStarts[passage]..entryStarts[passage + 1]])
            {
                var at = next[term]++;
                holders[at] = passage;
                impacts[at] = weights.Impact(packed);
            }
        }
        return new(passages.Length, starts, holders, impacts);
    }

    private readonly struct Counter(IndexBuilder builder, int passage, int field) : IWordSink
    {
        public void Add(ReadOnlySpan<char> word, int joined) => builder.Count(passage, field, builder.vocabulary.TermOf(word));
    }
}
