namespace Frontdesk.Retrieval;

/// <summary>An index term that stands for a query word, and how well (1 = the word itself).</summary>
internal readonly record struct Alternative(int Term, float Strength);

/// <summary>
/// A word of the query. <paramref name="Weight"/> is what it adds to the ranking, <paramref name="Share"/> its part in how much of
/// the query a passage covers; a word no passage holds has no alternatives and still its share.
/// </summary>
internal sealed record QueryWord(float Weight, float Share, Alternative[] Alternatives)
{
    public QueryWord Times(float content) => content == 1 ? this : this with { Weight = Weight * content, Share = Share * content };
}

/// <summary>What the visitor asked. <paramref name="Words"/> rank; <paramref name="Phrase"/> is all of it, for comparing with a FAQ's question.</summary>
internal sealed record Query(QueryWord[] Words, QueryWord[] Phrase, bool OnlyFunctionWords)
{
    public float Share { get; } = Words.Sum(word => word.Share);
    public float PhraseShare { get; } = Phrase.Sum(word => word.Share);

    /// <summary>Function words (content 0) count only when there is nothing else. Null when no word can be found at all.</summary>
    public static Query? Of(List<(QueryWord Word, float Content)> words)
    {
        var onlyFunction = words.TrueForAll(word => word.Content == 0);
        QueryWord[] ranking = [.. words.Where(word => onlyFunction || word.Content > 0).Select(word => onlyFunction ? word.Word : word.Word.Times(word.Content))];
        return Array.Exists(ranking, word => word.Alternatives.Length > 0) ? new(ranking, [.. words.Select(word => word.Word)], onlyFunction) : null;
    }
}
