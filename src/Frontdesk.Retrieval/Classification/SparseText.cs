namespace Frontdesk.Retrieval;

/// <summary>A text as the numbers of its known grams with their weights; both views have length one.</summary>
/// <param name="Known">How much of the text's words, by weight, the vocabulary knows: 0..1.</param>
internal sealed record SparseText(int[] Features, float[] Weights, float Known);

/// <summary>The grams of all training texts, numbered and weighted by how rare they are.</summary>
internal sealed class GramVocabulary
{
    private readonly Dictionary<ulong, int> numbers = [];
    private readonly List<int> frequencies = [];
    private readonly float[] rarities;
    private readonly float unknown;

    /// <param name="least">A gram that fewer texts hold is not learnt.</param>
    public GramVocabulary(IReadOnlyList<Grams> texts, int least)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var text in texts)
        {
            foreach (var gram in text.Words.Keys) counts[gram] = counts.GetValueOrDefault(gram) + 1;
            foreach (var gram in text.Letters.Keys) counts[gram] = counts.GetValueOrDefault(gram) + 1;
        }
        foreach (var (gram, count) in counts)
        {
            if (count < least) continue;
            numbers.Add(gram, frequencies.Count);
            frequencies.Add(count);
        }
        rarities = [.. frequencies.Select(frequency => Rarity(texts.Count, frequency))];
        unknown = Rarity(texts.Count, 0);
    }

    public int Count => rarities.Length;

    public long Bytes => Count * 48L;

    public SparseText Read(in Grams grams)
    {
        List<int> features = [];
        List<float> weights = [];
        var known = Add(grams.Words, features, weights);
        Add(grams.Letters, features, weights);
        return new([.. features], [.. weights], known);
    }

    private float Add(Dictionary<ulong, int> grams, List<int> features, List<float> weights)
    {
        var start = features.Count;
        float squares = 0, missing = 0;
        foreach (var (gram, count) in grams)
        {
            if (!numbers.TryGetValue(gram, out var number))
            {
                missing += unknown * unknown;
                continue;
            }
            var weight = (1 + MathF.Log(count)) * rarities[number];
            features.Add(number);
            weights.Add(weight);
            squares += weight * weight;
        }
        var length = MathF.Sqrt(squares);
        for (var at = start; at < weights.Count; at++) weights[at] /= length;
        return squares + missing == 0 ? 0 : squares / (squares + missing);
    }

    private static float Rarity(int texts, int frequency) => MathF.Log((1f + texts) / (1 + frequency)) + 1;
}
