namespace Frontdesk.Eval.Passages;

/// <summary>What one writes in an afternoon: BM25 (k1 1.2, b 0.75) over lower-cased runs of letters and digits.</summary>
public sealed class PlainBm25
{
    private readonly Dictionary<string, List<(int Document, int Count)>> postings = [];
    private readonly double[] lengths;
    private readonly double average;

    public PlainBm25(IReadOnlyList<string> documents)
    {
        lengths = new double[documents.Count];
        for (var document = 0; document < documents.Count; document++)
        {
            var words = Words(documents[document]);
            lengths[document] = words.Count;
            foreach (var group in words.GroupBy(word => word))
            {
                if (!postings.TryGetValue(group.Key, out var holders)) postings[group.Key] = holders = [];
                holders.Add((document, group.Count()));
            }
        }
        average = lengths.Average();
    }

    /// <summary>Documents, best first; of equals the earlier.</summary>
    public int[] Search(string query, int top)
    {
        var scores = new double[lengths.Length];
        foreach (var word in Words(query).Distinct())
        {
            if (!postings.TryGetValue(word, out var holders)) continue;
            var rarity = Math.Log(1 + (lengths.Length - holders.Count + 0.5) / (holders.Count + 0.5));
            foreach (var (document, count) in holders) scores[document] += rarity * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * lengths[document] / average));
        }
        return [.. Enumerable.Range(0, scores.Length).Where(at => scores[at] > 0).OrderByDescending(at => scores[at]).ThenBy(at => at).Take(top)];
    }

    private static List<string> Words(string text)
    {
        List<string> words = [];
        var start = -1;
        for (var at = 0; at <= text.Length; at++)
        {
            var inWord = at < text.Length && char.IsLetterOrDigit(text[at]);
            if (inWord && start < 0) start = at;
            if (inWord || start < 0) continue;
            words.Add(text[start..at].ToLowerInvariant());
            start = -1;
        }
        return words;
    }
}
