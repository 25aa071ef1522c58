namespace Frontdesk.Retrieval;

/// <summary>
/// The chance that a match answers the query: logistic curves over what the match is made of, fitted by `bin/bench eval DATA fit`.
/// </summary>
internal static class Confidence
{
    private const double WidestLead = 4;
    // "What is it?" may share all its words with anything.
    private const double WithoutContent = 0.35;
    // The classifier is right more often than this allows. But "gift cards for the moon" is not "gift cards", and a wrong answer hurts
    // more than a question back, so what no FAQ ever mentions takes from its word.
    private const double DoubtOverUnknown = 1;

    public const int TextFigures = 6;
    public const int FaqFigures = 3;

    private static readonly double[] Text = [-6.428, 0.514, 3.613, 0.688, 1.207, 0.544];
    private static readonly double[] Faq = [-0.676, 5.109, 0.301];

    /// <param name="lead">See <see cref="Standings.LeadOf"/>.</param>
    public static double Of(Candidate candidate, double lead, Query query)
    {
        Span<double> figures = stackalloc double[TextFigures];
        ReadText(candidate, lead, query, figures);
        var odds = Sum(figures, Text);
        var (sameWords, doubt) = (false, 0.0);
        if (candidate.Faq is { } match)
        {
            Span<double> faq = stackalloc double[FaqFigures];
            ReadFaq(match, lead, faq);
            var kinship = KinshipOf(match);
            odds = kinship * Sum(faq, Faq) + (1 - kinship) * odds;
            (sameWords, doubt) = (match.SameWords, DoubtOverUnknown * query.UnknownPart);
        }
        var confidence = (1 - doubt) / (1 + Math.Exp(-odds));
        return query.OnlyFunctionWords && !sameWords ? confidence * WithoutContent : confidence;
    }

    /// <summary>The less a FAQ's question resembles the query, the more its answer has to speak for it, as any text has.</summary>
    public static double KinshipOf(FaqMatch match) => Math.Sqrt(match.Closeness);

    public static void ReadText(Candidate candidate, double lead, Query query, Span<double> figures)
    {
        var evidence = candidate.Evidence;
        figures[0] = 1;
        figures[1] = evidence.Coverage;
        figures[2] = evidence.BestSentence;
        figures[3] = Math.Clamp(lead, -WidestLead, WidestLead);
        figures[4] = Math.Log(1 + evidence.Coverage * query.Share);
        figures[5] = evidence.Verbatim + evidence.InOrder;
    }

    public static void ReadFaq(FaqMatch match, double lead, Span<double> figures)
    {
        figures[0] = 1;
        figures[1] = match.Probability;
        figures[2] = Math.Clamp(lead, -WidestLead, WidestLead);
    }

    private static double Sum(ReadOnlySpan<double> figures, double[] weights)
    {
        var sum = 0.0;
        for (var at = 0; at < figures.Length; at++) sum += figures[at] * weights[at];
        return sum;
    }
}
