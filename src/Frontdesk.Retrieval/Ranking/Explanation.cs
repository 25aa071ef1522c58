namespace Frontdesk.Retrieval;

/// <summary>
/// A word of the query. <paramref name="Found"/> is the form it met in the index, null when the passage has none;
/// <paramref name="Share"/> its part of the whole query, 0..1.
/// </summary>
public sealed record ExplainedWord(string Asked, string? Found, MatchKind Kind, double Share);

/// <summary>
/// Why a passage stands where it does: how each word met it, how much of the query stands together in one sentence
/// (<paramref name="Proximity"/>, 0..1), and for a FAQ its closest phrasing and how close that is.
/// </summary>
public sealed record Explanation(IReadOnlyList<ExplainedWord> Words, string? ClosestQuestion, double Closeness, double Proximity)
{
    internal static Explanation Nothing { get; } = new([], null, 0, 0);

    internal static Explanation Of(Query query, Passage passage, Evidence evidence, FaqMatch match, Func<int, bool> holds, Vocabulary vocabulary)
    {
        var total = Math.Max(query.Share, 1e-6);
        return new(
            [.. query.Words.Where(word => word.Share > 0).Select(word => Explain(word, word.Share / total, holds, vocabulary))],
            match.Phrasing >= 0 ? passage.Questions[match.Phrasing] : null, match.Closeness, Math.Min(1, evidence.BestSentence));
    }

    private static ExplainedWord Explain(QueryWord word, double share, Func<int, bool> holds, Vocabulary vocabulary)
    {
        foreach (var (term, _, kind) in word.Alternatives.OrderByDescending(one => one.Strength).Concat(word.Kin.OrderByDescending(one => one.Strength)))
        {
            if (holds(term)) return new(word.Folded, vocabulary.StemOf(term), kind, share);
        }
        return new(word.Folded, null, MatchKind.Missing, share);
    }
}
