namespace Frontdesk.Retrieval;

/// <summary>Turns a visitor's words into index terms, through synonyms and typing mistakes where needed.</summary>
internal sealed class QueryReader(Vocabulary vocabulary, Postings postings, Language language)
{
    private const int MostWords = 64;

    /// <summary>Null when no word of the query, or of what it may mean, is in the index.</summary>
    public Query? Read(string text)
    {
        var analyzed = Analyzer.Analyze(text.AsSpan(0, Math.Min(text.Length, 2000)), language);
        List<(QueryWord Word, float Content)> words = [];
        HashSet<string> seen = [];
        var before = "";
        foreach (var word in analyzed.Take(MostWords))
        {
            var read = Read(word);
            if (word.Joined > 0)
            {
                if (read.Alternatives.Length == 0) continue;
                YieldShares(words, word.Joined);
            }
            if (seen.Add(word.Stem)) words.Add((read, ContentOf(word.Folded, before)));
            before = word.Folded;
        }
        return Query.Of(words);
    }

    // "How long" asks for a number and is seldom said in the answer; between the questions of FAQs it makes the difference.
    private float ContentOf(string word, string before)
    {
        if (CommonWords.IsFunction(word, language)) return 0;
        return language == Language.English && before == "how" && CommonWords.IsQuantity(word) ? 0.2f : 1;
    }

    private QueryWord Read(AnalyzedWord word)
    {
        var alternatives = AlternativesFor(word);
        var frequency = alternatives.Length == 0 ? 0 : alternatives.Max(alternative => postings.FrequencyOf(alternative.Term));
        if (alternatives.Length > 0 && alternatives[0].Strength == 1) frequency = postings.FrequencyOf(alternatives[0].Term);
        var share = CommonWords.WeightOf(word.Folded, language) * postings.Idf(frequency);
        return new(share, share, alternatives);
    }

    private Alternative[] AlternativesFor(AnalyzedWord word)
    {
        List<Alternative> found = [];
        if (vocabulary.TryFind(word.Stem, out var term)) found.Add(new(term, 1));
        if (language == Language.English)
        {
            foreach (var synonym in SupportSynonyms.For(word.Stem))
            {
                if (vocabulary.TryFind(synonym, out term)) found.Add(new(term, SupportSynonyms.Discount));
            }
        }
        if (found.Count == 0 && !CommonWords.IsFunction(word.Folded, language))
        {
            found.AddRange(vocabulary.SimilarTo(word.Stem).Select(similar => new Alternative(similar.Term, Trust(word.Stem, similar.Distance))));
        }
        return [.. found];
    }

    // A slip in a long word is surely a slip; four letters with one changed are often another word.
    private static float Trust(string stem, int distance) => distance == 2 ? 0.7f : stem.Length >= 6 ? 0.85f : 0.6f;

    // "XR-200" found as a whole says all its parts say: they go on ranking and no longer count as words of their own.
    private static void YieldShares(List<(QueryWord Word, float Content)> words, int parts)
    {
        for (var at = Math.Max(0, words.Count - parts); at < words.Count; at++) words[at] = (words[at].Word with { Share = 0 }, words[at].Content);
    }
}
