namespace Frontdesk.Retrieval;

/// <summary>
/// How a query meets one passage, each in 0..1: <paramref name="Coverage"/> of the query's words by the passage,
/// and for a FAQ <paramref name="Asked"/> and <paramref name="Answered"/>, the coverage of the query by its closest phrasing and of that phrasing by the query.
/// </summary>
internal readonly record struct PassageMatch(
    int Passage, bool IsFaq, double Score, double Coverage, double Asked, double Answered, bool SameWords)
{
    public double Closeness => Asked + Answered == 0 ? 0 : 2 * Asked * Answered / (Asked + Answered);
}

/// <summary>Compares a query with single passages, exactly where the rough ranking only added.</summary>
internal sealed class PassageMatcher(Passage[] passages, Postings postings, Phrasing[][] phrasings)
{
    // Nearly the same words are worth about as much as a second match of the whole query; half the same words next to nothing.
    private const double ClosePhrasingBonus = 2;
    private const double ClosePhrasingSharpness = 4;

    public PassageMatch Match(Query query, int passage)
    {
        double score = 0, covered = 0;
        foreach (var word in query.Words)
        {
            var (impact, strength) = BestOf(word, passage);
            score += word.Weight * impact;
            covered += word.Share * strength;
        }
        var (asked, answered, same) = Closest(query, passage);
        var match = new PassageMatch(
            passage, passages[passage].Kind == PassageKind.Faq, score, Part(covered, query.Share), asked, answered, same);
        // A passage with all the words a little is a better answer than one with a single word often.
        return match with { Score = score * Math.Sqrt(match.Coverage) + ClosePhrasingBonus * Math.Pow(match.Closeness, ClosePhrasingSharpness) * query.Share };
    }

    private static double Part(double part, double whole) => whole <= 0 ? 0 : Math.Min(1, part / whole);

    private (float Impact, float Strength) BestOf(QueryWord word, int passage)
    {
        (float Impact, float Strength) best = default;
        foreach (var (term, strength) in word.Alternatives)
        {
            if (!postings.TryFind(term, passage, out var impact)) continue;
            best = (Math.Max(best.Impact, strength * impact), Math.Max(best.Strength, strength));
        }
        return best;
    }

    private (double Asked, double Answered, bool Same) Closest(Query query, int passage)
    {
        (double Asked, double Answered, bool Same) closest = default;
        var closeness = -1.0;
        foreach (var phrasing in phrasings[passage])
        {
            var (asked, answered) = (AskedBy(query, phrasing), AnsweredBy(query, phrasing));
            if (asked + answered == 0 || 2 * asked * answered / (asked + answered) <= closeness) continue;
            closeness = 2 * asked * answered / (asked + answered);
            closest = (asked, answered, asked > 0.999 && answered > 0.999);
        }
        return closest;
    }

    private static double AskedBy(Query query, Phrasing phrasing)
    {
        var met = 0.0;
        foreach (var word in query.Phrase)
        {
            var strength = 0f;
            foreach (var alternative in word.Alternatives)
            {
                if (alternative.Strength > strength && phrasing.Terms.AsSpan().Contains(alternative.Term)) strength = alternative.Strength;
            }
            met += word.Share * strength;
        }
        return Part(met, query.PhraseShare);
    }

    private double AnsweredBy(Query query, Phrasing phrasing)
    {
        double met = 0, all = 0;
        for (var at = 0; at < phrasing.Terms.Length; at++)
        {
            var share = phrasing.Priors[at] * postings.IdfOf(phrasing.Terms[at]);
            all += share;
            met += share * StrengthOf(phrasing.Terms[at], query);
        }
        return Part(met, all);
    }

    private static float StrengthOf(int term, Query query)
    {
        var strength = 0f;
        foreach (var word in query.Phrase)
        {
            foreach (var alternative in word.Alternatives) if (alternative.Term == term) strength = Math.Max(strength, alternative.Strength);
        }
        return strength;
    }
}
