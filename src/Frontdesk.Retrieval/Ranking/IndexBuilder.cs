namespace Frontdesk.Retrieval;

/// <summary>Lays the words of all passages out as <see cref="Postings"/>. It counts numbers only, so laying out again is cheap.</summary>
internal sealed class IndexBuilder(PassageText[] texts, int terms)
{
    private readonly int[] seenIn = new int[terms];
    private readonly uint[] counts = new uint[terms];
    private readonly List<int> found = [];

    public Postings LayOut()
    {
        var starts = new int[terms + 1];
        var lengths = new int[PassageText.FieldCount][];
        for (var field = 0; field < lengths.Length; field++) lengths[field] = [.. texts.Select(text => text.Field(field).Length)];
        for (var passage = 0; passage < texts.Length; passage++)
        {
            Count(passage);
            foreach (var term in found) starts[term + 1]++;
        }
        for (var term = 0; term < terms; term++) starts[term + 1] += starts[term];
        return Fill(starts, new FieldWeights(lengths));
    }

    private Postings Fill(int[] starts, FieldWeights weights)
    {
        var next = starts.AsSpan().ToArray();
        var holders = new int[starts[^1]];
        var impacts = new float[starts[^1]];
        Array.Clear(seenIn);
        for (var passage = 0; passage < texts.Length; passage++)
        {
            Count(passage);
            weights.MoveTo(passage);
            foreach (var term in found)
            {
                var at = next[term]++;
                holders[at] = passage;
                impacts[at] = weights.Impact(counts[term]);
            }
        }
        return new(texts.Length, starts, holders, impacts);
    }

    // A byte for each field: a word oftener than 255 times in one is no more about it.
    private void Count(int passage)
    {
        found.Clear();
        for (var field = 0; field < PassageText.FieldCount; field++)
        {
            var shift = field * 8;
            foreach (var token in texts[passage].Field(field))
            {
                var term = token.Term;
                if (seenIn[term] != passage + 1)
                {
                    seenIn[term] = passage + 1;
                    counts[term] = 0;
                    found.Add(term);
                }
                if ((counts[term] >> shift & 0xFF) < 0xFF) counts[term] += 1u << shift;
            }
        }
    }
}
