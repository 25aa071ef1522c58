namespace Frontdesk.Retrieval;

/// <summary>
/// How a query meets a FAQ's questions, each in 0..1: <paramref name="Asked"/> and <paramref name="Answered"/> are the coverage of
/// the query by its closest phrasing and of that phrasing by the query, <paramref name="Probability"/> what the classifier gives
/// this FAQ among all.
/// </summary>
/// <param name="Phrasing">The number of the closest one, or -1.</param>
/// <param name="Schooling">How much more the classifier's word counts for having been taught by many phrasings; 1 with a few.</param>
internal readonly record struct FaqMatch(double Asked, double Answered, int Phrasing, double Probability, double Schooling = 1)
{
    public double Closeness => Asked + Answered == 0 ? 0 : 2 * Asked * Answered / (Asked + Answered);

    public bool SameWords => Asked > 0.999 && Answered > 0.999;
}

/// <summary>Compares a query with the questions of FAQs.</summary>
internal sealed class FaqMatcher(Postings postings, Phrasing[][] phrasings)
{
    // Phrasings that a FAQ has on the whole: the more there are, the better the classifier knows them. Chosen on CLINC150's validation split.
    private const double Few = 3;
    private const double MostSchooling = 4;

    private readonly double schooling = Math.Clamp(phrasings.Where(all => all.Length > 0).Select(all => all.Length).DefaultIfEmpty(0).Average() / Few, 1, MostSchooling);

    /// <param name="probability">By the classifier; where there is none, closeness stands for it.</param>
    public FaqMatch Match(Query query, int passage, double? probability)
    {
        var closest = new FaqMatch(0, 0, -1, probability ?? 0, schooling);
        for (var at = 0; at < phrasings[passage].Length; at++)
        {
            var phrasing = phrasings[passage][at];
            var match = closest with { Asked = AskedBy(query, phrasing), Answered = AnsweredBy(query, phrasing), Phrasing = at };
            if (match.Closeness > closest.Closeness) closest = match;
        }
        return probability is null ? closest with { Probability = closest.Closeness, Schooling = 1 } : closest;
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
            foreach (var alternative in word.Alternatives)
            {
                if (alternative.Term == term) strength = Math.Max(strength, alternative.Strength);
            }
        }
        return strength;
    }

    private static double Part(double part, double whole) => whole <= 0 ? 0 : Math.Min(1, part / whole);
}
