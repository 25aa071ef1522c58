namespace Frontdesk.Retrieval;

/// <summary>
/// Puts candidates into one order. Texts and FAQs are ranked each among their own and then merged by how likely they answer, the one
/// figure both have.
/// </summary>
internal static class Standings
{
    // Of two hits a unit of log-odds apart, the lower has six sevenths of the other's score.
    private const double ScoreScale = 6;
    private const double LeastOdds = 1e-6;

    public static IEnumerable<Hit> Of(List<Candidate> found, Query query, Passage[] passages)
    {
        var texts = Rank([.. found.Where(one => one.Faq is null)], query);
        var faqs = Rank([.. found.Where(one => one.Faq is not null)], query);
        var best = Math.Max(texts.Count > 0 ? Odds(texts[0].Confidence) : double.NegativeInfinity, faqs.Count > 0 ? Odds(faqs[0].Confidence) : double.NegativeInfinity);
        var score = 1.0;
        foreach (var (candidate, confidence) in Merge(texts, faqs))
        {
            score = Math.Min(score, 1 / (1 + Math.Max(0, best - Odds(confidence)) / ScoreScale));
            yield return new(passages[candidate.Passage], score, confidence);
        }
    }

    private static List<(Candidate Candidate, double Confidence)> Rank(List<Candidate> kind, Query query)
    {
        kind.Sort(static (left, right) => right.Score != left.Score ? right.Score.CompareTo(left.Score) : left.Passage.CompareTo(right.Passage));
        var ranked = new List<(Candidate, double)>(kind.Count);
        var above = 1.0;
        for (var at = 0; at < kind.Count; at++)
        {
            var rival = at > 0 ? kind[0].Score : kind.Count > 1 ? kind[1].Score : float.NegativeInfinity;
            above = Math.Min(above, Confidence.Of(kind[at], kind[at].Score - rival, query));
            ranked.Add((kind[at], above));
        }
        return ranked;
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
