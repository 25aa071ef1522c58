using Frontdesk.Eval.Data;

namespace Frontdesk.Eval.Fit;

/// <summary>
/// Prints the constants of ranking and confidence anew. They lean on one another: take the ranking's over, build, and fit confidence
/// again.
/// </summary>
public static class FitAll
{
    /// <param name="only">ranking, faqs or confidence; null for all.</param>
    public static IEnumerable<string> Run(Squad passages, Clinc intents, string? only)
    {
        IEnumerable<string> lines = [];
        if (only is null or "ranking") lines = lines.Concat(RankingFit.Run(passages));
        if (only is null or "faqs") lines = lines.Concat(FaqFit.Run(intents));
        return only is null or "confidence" ? lines.Concat(ConfidenceFit.Run(passages, intents)) : lines;
    }
}
