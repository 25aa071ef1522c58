namespace Frontdesk.Retrieval;

/// <summary>
/// The chance that a match answers the query: logistic curves over what the match is made of, fitted by `bin/bench eval DATA fit`.
/// </summary>
internal static class Confidence
{
    private const double WidestLead = 4;
    // "What is it?" may share all its words with anything.
    private const double WithoutContent = 0.35;

    public const int TextFigures = 6;
    public const int FaqFigures = 5;

    private static readonly double[] Text = [-6, 2, 3, 0.6, 1, 0.5];
    private static readonly double[] Faq = [-4, 3, 3, 0.5, 1];

    /// <param name="lead">How far the score stands above the next one, or (negative) below the first.</param>
    public static double Of(Candidate candidate, double lead, Query query)
    {
        Span<double> figures = stackalloc double[TextFigures];
        ReadText(candidate, lead, query, figures);
        var odds = Sum(figures, Text);
        var sameWords = false;
        if (candidate.Faq is { } match)
        {
            Span<double> faq = stackalloc double[FaqFigures];
            ReadFaq(match, lead, faq);
            // The less a FAQ's question resembles the query, the more its answer has to speak for it, as any text has.
            var kinship = Math.Sqrt(match.Closeness);
            odds = kinship * Sum(faq, Faq) + (1 - kinship) * odds;
            sameWords = match.SameWords;
        }
        var confidence = 1 / (1 + Math.Exp(-odds));
        return query.OnlyFunctionWords && !sameWords ? confidence * WithoutContent : confidence;
    }

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
        figures[1] = match.Closeness;
        figures[2] = match.Probability;
        figures[3] = Math.Clamp(lead, -WidestLead, WidestLead);
        figures[4] = Math.Min(match.Asked, match.Answered);
    }

    private static double Sum(ReadOnlySpan<double> figures, double[] weights)
    {
        var sum = 0.0;
        for (var at = 0; at < figures.Length; at++) sum += figures[at] * weights[at];
        return sum;
    }
}
