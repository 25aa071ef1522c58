namespace Frontdesk.Retrieval;

/// <summary>Where a passage stands; see <see cref="Hit"/>.</summary>
internal readonly record struct Standing(int Passage, double Score, double Confidence);

/// <summary>
/// Puts candidates into one order. Texts and FAQs are ranked each among their own and then merged by how likely they answer, the one
/// figure both have.
/// </summary>
internal static class Standings
{
    // Of two hits a unit of log-odds apart, the lower has six sevenths of the other's score.
    private const double ScoreScale = 6;
    private const double LeastOdds = 1e-6;
    // Of a hit that has no rival: nothing else fits, which in a handful of passages says little.
    private const float LeadOverNobody = 1.5f;

    public static IEnumerable<Standing> Of(List<Candidate> found, Query query)
    {
        var texts = Rank([.. found.Where(one => one.Faq is null)], query);
        var faqs = Rank([.. found.Where(one => one.Faq is not null)], query);
        var best = Math.Max(texts.Count > 0 ? Odds(texts[0].Confidence) : double.NegativeInfinity, faqs.Count > 0 ? Odds(faqs[0].Confidence) : double.NegativeInfinity);
        var score = 1.0;
        foreach (var (candidate, confidence) in Merge(texts, faqs))
        {
            score = Math.Min(score, 1 / (1 + Math.Max(0, best - Odds(confidence)) / ScoreScale));
            yield return new(candidate.Passage, score, confidence);
        }
    }

    private static List<(Candidate Candidate, double Confidence)> Rank(List<Candidate> kind, Query query)
    {
        kind.Sort(static (left, right) => right.Score != left.Score ? right.Score.CompareTo(left.Score) : left.Passage.CompareTo(right.Passage));
        var ranked = new List<(Candidate, double)>(kind.Count);
        var above = 1.0;
        for (var at = 0; at < kind.Count; at++)
        {
            above = Math.Min(above, Confidence.Of(kind[at], LeadOf(kind, at), query));
            ranked.Add((kind[at], above));
        }
        return ranked;
    }

    /// <summary>Of the first over the second, of the others (negative) behind the first.</summary>
    internal static float LeadOf(IReadOnlyList<Candidate> ranked, int at)
    {
        if (at > 0) return ranked[at].Score - ranked[0].Score;
        return ranked.Count > 1 ? ranked[0].Score - ranked[1].Score : LeadOverNobody;
    }

    private static IEnumerable<(Candidate Candidate, double Confidence)> Merge(List<(Candidate Candidate, double Confidence)> texts, List<(Candidate Candidate, double Confidence)> faqs)
    {
        var (text, faq) = (0, 0);
        while (text < texts.Count || faq < faqs.Count)
        {
            var takesFaq = text == texts.Count || (faq < faqs.Count && faqs[faq].Confidence >= texts[text].Confidence);
            yield return takesFaq ? faqs[faq++] : texts[text++];
        }
    }

    private static double Odds(double probability) => Math.Log(Math.Max(LeastOdds, probability) / Math.Max(LeastOdds, 1 - probability));
}
