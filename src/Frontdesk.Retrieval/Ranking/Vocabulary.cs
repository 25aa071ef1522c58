namespace Frontdesk.Retrieval;

/// <summary>All index terms. While it is built, each distinct spelling is stemmed once.</summary>
internal sealed class Vocabulary(Language language)
{
    private readonly Dictionary<string, int> byStem = new(StringComparer.Ordinal);
    private readonly List<string> stems = [];
    private Dictionary<string, int>? bySpelling = new(StringComparer.Ordinal);
    private SimilarTerms? similar;

    public int Count => stems.Count;

    public long Bytes => stems.Sum(stem => 80L + 2 * stem.Length);

    /// <summary>The term of a folded word, added when new. Only while building.</summary>
    public int TermOf(ReadOnlySpan<char> folded)
    {
        var spellings = bySpelling!.GetAlternateLookup<ReadOnlySpan<char>>();
        if (spellings.TryGetValue(folded, out var term)) return term;
        var spelling = folded.ToString();
        var stem = Analyzer.Stem(spelling, language);
        if (!byStem.TryGetValue(stem, out term))
        {
            byStem[stem] = term = stems.Count;
            stems.Add(stem);
        }
        bySpelling[spelling] = term;
        return term;
    }

    /// <summary>Ends building: spellings are forgotten, similar terms can be asked for.</summary>
    public Vocabulary Complete()
    {
        bySpelling = null;
        similar = new(stems);
        return this;
    }

    public bool TryFind(string stem, out int term) => byStem.TryGetValue(stem, out term);

    /// <summary>Terms a mistyped stem may have meant, at the smallest distance that has any.</summary>
    public List<(int Term, int Distance)> SimilarTo(string stem) => similar!.To(stem);
}
