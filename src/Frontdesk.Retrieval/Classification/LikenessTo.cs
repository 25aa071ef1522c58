namespace Frontdesk.Retrieval;

/// <summary>How alike a text is to each of many: the products of their weights, added up feature by feature.</summary>
internal sealed class LikenessTo
{
    private readonly int[] starts;
    private readonly (int Text, float Weight)[] holders;

    /// <param name="features">More than any number of a text's feature.</param>
    public LikenessTo(IReadOnlyList<SparseText> texts, int features)
    {
        Count = texts.Count;
        starts = new int[features + 1];
        foreach (var feature in texts.SelectMany(text => text.Features)) starts[feature + 1]++;
        for (var feature = 0; feature < features; feature++) starts[feature + 1] += starts[feature];
        holders = new (int, float)[starts[^1]];
        var next = starts.AsSpan().ToArray();
        for (var text = 0; text < texts.Count; text++)
        {
            for (var at = 0; at < texts[text].Features.Length; at++) holders[next[texts[text].Features[at]]++] = (text, texts[text].Weights[at]);
        }
    }

    public int Count { get; }

    public long Bytes => 4L * starts.Length + 8L * holders.Length;

    /// <param name="likeness">One for each text, in their order.</param>
    public void Measure(SparseText text, Span<float> likeness)
    {
        likeness.Clear();
        for (var at = 0; at < text.Features.Length; at++)
        {
            var (feature, weight) = (text.Features[at], text.Weights[at]);
            foreach (var (holder, own) in holders.AsSpan(starts[feature]..starts[feature + 1])) likeness[holder] += weight * own;
        }
    }
}
