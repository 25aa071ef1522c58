using System.Runtime.InteropServices;

namespace Frontdesk.Retrieval;

/// <summary>Lays the words of all passages out as <see cref="Postings"/>. It counts numbers only, so laying out again is cheap.</summary>
internal sealed class IndexBuilder(PassageText[] texts, int terms)
{
    private readonly (int Passage, int At)[] latest = new (int, int)[terms]; // where each term was counted last; passages from 1
    private readonly List<(int Term, uint Counts)> found = new(texts.Sum(text => text.Tokens.Length)); // passage after passage
    private readonly int[] ends = new int[texts.Length];
    private readonly int[] starts = new int[terms + 1];

    public Postings LayOut()
    {
        var lengths = new int[PassageText.FieldCount][];
        for (var field = 0; field < lengths.Length; field++) lengths[field] = [.. texts.Select(text => text.Field(field).Length)];
        for (var passage = 0; passage < texts.Length; passage++)
        {
            Count(passage);
            ends[passage] = found.Count;
        }
        for (var term = 0; term < terms; term++) starts[term + 1] += starts[term];
        return Fill(new FieldWeights(lengths));
    }

    // A byte for each field: a word oftener than 255 times in one is no more about it.
    private void Count(int passage)
    {
        for (var field = 0; field < PassageText.FieldCount; field++)
        {
            var shift = field * 8;
            foreach (var token in texts[passage].Field(field))
            {
                ref var last = ref latest[token.Term];
                if (last.Passage != passage + 1)
                {
                    last = (passage + 1, found.Count);
                    found.Add((token.Term, 0));
                    starts[token.Term + 1]++;
                }
                ref var counts = ref CollectionsMarshal.AsSpan(found)[last.At].Counts;
                if ((counts >> shift & 0xFF) < 0xFF) counts += 1u << shift;
            }
        }
    }

    private Postings Fill(FieldWeights weights)
    {
        var next = starts.AsSpan().ToArray();
        var holders = new int[starts[^1]];
        var impacts = new float[starts[^1]];
        var from = 0;
        for (var passage = 0; passage < texts.Length; passage++)
        {
            weights.MoveTo(passage);
            foreach (var (term, counts) in CollectionsMarshal.AsSpan(found)[from..ends[passage]])
            {
                var at = next[term]++;
                holders[at] = passage;
                impacts[at] = weights.Impact(counts);
            }
            from = ends[passage];
        }
        return new(texts.Length, starts, holders, impacts);
    }
}
