namespace Frontdesk.Retrieval;

/// <summary>
/// The passages of one knowledge by their words and, as far as they have vectors, by their meaning. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Both rankings name candidates, and each candidate is judged by both. A vector counts only by how far it stands out: its cosine
/// in standard deviations of all cosines with this question, less the height that the best of so many would reach by chance. So it needs no
/// knowledge of the model (one that calls everything 0.8 alike is as good as one that says 0.1 and 0.5), and vectors that say nothing
/// change nothing. Adding up ranks, the usual way, would let them: see docs/decisions/0021.
/// </remarks>
public sealed class HybridIndex(PassageIndex words, PassageVectors? meanings = null)
{
    private const int Shortlist = 64;
    private const double WeightOfMeaning = 0.4;
    private const double BeforeChance = 1;
    private const double LeastDeviation = 1e-4;
    // Without one shared word, only what stands far out is said without asking back.
    private const double LeastOdds = -3;

    public static HybridIndex Empty { get; } = new(PassageIndex.Empty);

    public PassageIndex Words => words;

    public PassageVectors? Meanings => meanings;

    public long ApproximateBytes => words.ApproximateBytes + (meanings?.ApproximateBytes ?? 0);

    /// <summary>The best passages for a visitor's words, best first.</summary>
    /// <param name="meaning">The vector of the same words; null, or one of another dimension, leaves it to the words alone.</param>
    public IReadOnlyList<Hit> Search(string query, QueryVector? meaning, int top)
    {
        if (meaning is null || meanings is not { Count: > 0 } || meaning.Dimensions != meanings.Dimensions) return words.Search(query, top);
        if (top <= 0) return [];
        var spoken = words.Rank(query, Math.Max(top, Shortlist)).Take(Math.Max(top, Shortlist)).ToList();
        var meant = meanings.Compare(meaning, Shortlist);
        var best = spoken.Count == 0 ? 1 : spoken[0].Score;
        var judged = spoken.Select(hit => (Hit: hit, Cosine: meanings.CosineOf(meaning, hit.Passage)))
            .Concat(OnlyMeant(spoken, meant).Select(found => (Hit: new Hit(found.Passage, 0, 0), Cosine: (double?)found.Cosine)))
            .Select(found => Judge(found.Hit, best, Evidence(found.Cosine, meant)))
            .Where(hit => hit.Score > 0)
            .OrderByDescending(hit => hit.Score).ThenByDescending(hit => hit.Confidence).ThenBy(hit => hit.Passage.Id);
        return [.. words.Distinct(judged).Take(top)];
    }

    private static IEnumerable<(Passage Passage, double Cosine)> OnlyMeant(List<Hit> spoken, Meanings meant)
    {
        var known = spoken.Select(hit => hit.Passage.Id).ToHashSet();
        return meant.Nearest.Where(found => !known.Contains(found.Passage.Id));
    }

    private static double Evidence(double? cosine, Meanings meant)
    {
        if (cosine is not { } near || meant.Deviation < LeastDeviation) return 0;
        var chance = Math.Sqrt(2 * Math.Log(Math.Max(2, meant.Count)));
        return Math.Max(0, (near - meant.Mean) / meant.Deviation - chance + BeforeChance);
    }

    /// <summary>The evidence is added to the place in the order, and to the odds: each unit makes the passage e times as likely.</summary>
    private static Hit Judge(Hit hit, double best, double evidence) => hit with
    {
        Score = hit.Score / best + WeightOfMeaning * evidence,
        Confidence = evidence == 0 ? hit.Confidence : Logistic(Math.Max(LeastOdds, Odds(hit.Confidence)) + evidence),
    };

    private static double Odds(double probability) => Math.Log(probability / (1 - probability));

    private static double Logistic(double odds) => 1 / (1 + Math.Exp(-odds));
}
