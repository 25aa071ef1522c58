namespace Frontdesk.Retrieval;

/// <summary>All index terms, numbered. While it is written, each distinct spelling is stemmed once.</summary>
internal sealed class Vocabulary
{
    private readonly Language language;
    private readonly Dictionary<string, int> byStem;
    private readonly List<string> stems;
    private Dictionary<string, int>? bySpelling = new(StringComparer.Ordinal);
    private RelatedTerms? related;

    public Vocabulary(Language language) => (this.language, byStem, stems) = (language, new(StringComparer.Ordinal), []);

    private Vocabulary(Vocabulary other) => (language, byStem, stems) = (other.language, new(other.byStem, StringComparer.Ordinal), [.. other.stems]);

    public int Count => stems.Count;

    public long Bytes => stems.Sum(stem => 110L + 2 * stem.Length);

    public string StemOf(int term) => stems[term];

    /// <summary>One that can be written again, with every term keeping its number.</summary>
    public Vocabulary Copy() => new(this);

    /// <summary>The term of a folded word, added when new. Only while writing.</summary>
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

    /// <summary>Ends writing: spellings are forgotten, related terms can be asked for.</summary>
    public Vocabulary Complete()
    {
        bySpelling = null;
        related = new(stems);
        return this;
    }

    public bool TryFind(string stem, out int term) => byStem.TryGetValue(stem, out term);

    /// <summary>Terms a mistyped stem may have meant, at the smallest distance that has any.</summary>
    public List<(int Term, int Distance)> SimilarTo(string stem) => related!.Mistyped(stem);

    /// <summary>Terms that begin as a stem does and are likely of one family ("invade", "invasion"), with the part they share.</summary>
    public List<(int Term, float Share)> KinOf(string stem) => related!.Kin(stem);
}
