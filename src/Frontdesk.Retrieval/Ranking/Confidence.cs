namespace Frontdesk.Retrieval;

/// <summary>
/// The chance that a match answers the query: two logistic curves, fitted by maximum likelihood on small knowledge bases made
/// from public data, with questions those could not answer among the queries. The figures below are on every fourth base, left out of
/// the fit but drawn from the same articles and intents: new ground will be somewhat worse.
/// </summary>
/// <remarks>
/// Text: 120 bases of one to three SQuAD 1.1 articles with a quarter of their passages removed, 22 876 questions (30 % of other
/// articles, 20 % of removed passages), AUC 0.94, expected calibration error 0.01.
/// FAQ: 120 bases of 10 to 60 CLINC150 intents with one to ten phrasings, 21 572 utterances (20 % of other intents, 20 % out of
/// scope), AUC 0.89. Those have no answers to be covered, so blended with the text curve the estimate is cautious on them: 0.6 means
/// 0.7 (expected calibration error 0.08, over all bases); from 0.8 up it is right.
/// </remarks>
internal static class Confidence
{
    private const double WidestMargin = 0.5;
    // "What is it?" may share all its words with anything.
    private const double WithoutContent = 0.35;

    /// <param name="margin">How far the score stands above the next one, or (negative) below the first, as a part of the first.</param>
    public static double Of(PassageMatch match, double margin, Query query)
    {
        var lead = Math.Min(margin, WidestMargin);
        var evidence = Math.Log(1 + match.Coverage * query.Share);
        var text = -7.93 + 5.18 * match.Coverage + 4.25 * lead + 1.66 * evidence;
        var faq = -4.82 + 7.81 * match.Closeness + 2.79 * lead + 0.59 * evidence;
        // The less a FAQ's question resembles the query, the more its answer has to speak for it, as any text has.
        var kinship = match.IsFaq ? Math.Sqrt(match.Closeness) : 0;
        var confidence = Logistic(kinship * faq + (1 - kinship) * text);
        return query.OnlyFunctionWords && !match.SameWords ? confidence * WithoutContent : confidence;
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
