namespace Frontdesk.Retrieval;

/// <summary>For every term the passages that hold it, ascending, with the BM25F weight of the term there before IDF.</summary>
internal sealed class Postings(int passageCount, int[] starts, int[] passages, float[] impacts)
{
    /// <summary>A handful of passages says little about how rare a word is, so none is rated as if it stood in a smaller collection than this.</summary>
    private const int SmallestCollection = 30;

    public long Bytes => 4L * starts.Length + 8L * passages.Length + 4L * passageCount;

    public int FrequencyOf(int term) => starts[term + 1] - starts[term];

    /// <summary>How rare a term is; a term nobody uses is the rarest.</summary>
    public float Idf(int frequency) => MathF.Log(1 + (Math.Max(passageCount, SmallestCollection) - frequency + 0.5f) / (frequency + 0.5f));

    public float IdfOf(int term) => Idf(FrequencyOf(term));

    public void AddTo(Span<float> scores, int term, float weight)
    {
        var holders = passages.AsSpan(starts[term], FrequencyOf(term));
        var added = impacts.AsSpan(starts[term], holders.Length);
        for (var at = 0; at < holders.Length; at++) scores[holders[at]] += weight * added[at];
    }

    public bool TryFind(int term, int passage, out float impact)
    {
        var at = Array.BinarySearch(passages, starts[term], starts[term + 1] - starts[term], passage);
        impact = at >= 0 ? impacts[at] : 0;
        return at >= 0;
    }
}
