namespace Frontdesk.Retrieval;

/// <summary>How a word of the query met a passage.</summary>
public enum MatchKind { Exact, Synonym, Misspelt, Kin, Missing }

/// <summary>An index term that stands for a query word, how, and how well (1 = the word itself).</summary>
internal readonly record struct Alternative(int Term, float Strength, MatchKind Kind);

/// <summary>
/// A word of the query. <paramref name="Weight"/> is what it adds to the ranking, <paramref name="Share"/> its part in how much of
/// the query a passage covers; a word no passage holds has no alternatives and still its share. <paramref name="Kin"/> are terms of
/// the same family, which count where a passage has none of the alternatives.
/// </summary>
internal sealed record QueryWord(string Folded, float Weight, float Share, Alternative[] Alternatives, Alternative[] Kin, bool IsName)
{
    public QueryWord Times(float content) => content == 1 ? this : this with { Weight = Weight * content, Share = Share * content };
}

/// <summary>A word as it stands in the query's order; <paramref name="Word"/> is its number among the ranking words, or -1.</summary>
internal readonly record struct QueryToken(int Term, int Word, bool IsFunction);

/// <summary>
/// What the visitor asked. <paramref name="Words"/> rank, at most 64; <paramref name="Phrase"/> is all of it, for comparing with a
/// FAQ's question; <paramref name="Order"/> is how it was said.
/// </summary>
internal sealed record Query(QueryWord[] Words, QueryWord[] Phrase, QueryToken[] Order, AnswerKind Asks, bool OnlyFunctionWords)
{
    public float Share { get; } = Words.Sum(word => word.Share);
    public float PhraseShare { get; } = Phrase.Sum(word => word.Share);
}
