namespace Frontdesk.Retrieval;

[Flags]
internal enum Fields : byte { None = 0, Questions = 1, Title = 2, Heading = 4, Body = 8 }

/// <summary>For every term the passages that hold it, ascending, with the BM25F weight of the term there before IDF.</summary>
internal sealed class Postings(int passageCount, int[] starts, int[] passages, float[] impacts, Fields[] fields)
{
    public long Bytes => 4L * starts.Length + 9L * passages.Length + 4L * passageCount;

    public int FrequencyOf(int term) => starts[term + 1] - starts[term];

    /// <summary>How rare a term is; a term nobody uses is the rarest.</summary>
    public float Idf(int frequency) => MathF.Log(1 + (passageCount - frequency + 0.5f) / (frequency + 0.5f));

    public float IdfOf(int term) => Idf(FrequencyOf(term));

    public void AddTo(Span<float> scores, int term, float weight)
    {
        for (var at = starts[term]; at < starts[term + 1]; at++) scores[passages[at]] += weight * impacts[at];
    }

    public bool TryFind(int term, int passage, out float impact, out Fields where)
    {
        var at = Array.BinarySearch(passages, starts[term], starts[term + 1] - starts[term], passage);
        (impact, where) = at >= 0 ? (impacts[at], fields[at]) : (0, Fields.None);
        return at >= 0;
    }
}
