namespace Frontdesk.Retrieval;

/// <summary>Turns a visitor's words into index terms, through synonyms and typing mistakes where needed.</summary>
internal sealed class QueryReader(Vocabulary vocabulary, Postings postings, Synonyms synonyms, Compounds? compounds, Language language)
{
    private const int MostWords = 64;
    private const int Longest = 2000;
    // "Versandkosten" are costs; that costs are those of shipping is less sure.
    private const float HoldsTheWord = 0.7f;
    private const float PartOfTheWord = 0.5f;

    /// <summary>Null when no word of the query, or of what it may mean, is in the index.</summary>
    public Query? Read(string text)
    {
        List<AnalyzedWord> analyzed = [.. Analyzer.Analyze(text.AsSpan(0, Math.Min(text.Length, Longest)), language).SelectMany(TakenApart).Take(MostWords)];
        List<Part> parts = [];
        Dictionary<string, int> seen = [];
        var (before, beforeThat) = ("", "");
        foreach (var word in analyzed)
        {
            var read = Read(word);
            if (word.Joined > 0)
            {
                if (read.Alternatives.Length == 0) continue;
                YieldShares(parts, word.Joined);
            }
            if (seen.TryAdd(word.Stem, parts.Count)) parts.Add(new(read, ContentOf(word.Folded, before, beforeThat)));
            (beforeThat, before) = (before, word.Folded);
        }
        return Compose(analyzed, parts, seen);
    }

    // A compound that stands nowhere, nor is a slip of one that does, is asked for by its parts.
    private IEnumerable<AnalyzedWord> TakenApart(AnalyzedWord word)
    {
        if (compounds?.Split(word.Stem) is not var (first, last) || AlternativesFor(word).Length > 0) return [word];
        return ((string[])[first, last]).Select(part => new AnalyzedWord(part, part, 0, word.Signs));
    }

    // Function words (content 0) count only when there is nothing else.
    private Query? Compose(List<AnalyzedWord> analyzed, List<Part> parts, Dictionary<string, int> seen)
    {
        var onlyFunction = parts.TrueForAll(part => part.Content == 0);
        List<QueryWord> ranking = [];
        var numbers = new int[parts.Count];
        for (var at = 0; at < parts.Count; at++)
        {
            var ranks = onlyFunction || parts[at].Content > 0;
            numbers[at] = ranks ? ranking.Count : -1;
            if (ranks) ranking.Add(onlyFunction ? parts[at].Word : parts[at].Word.Times(parts[at].Content));
        }
        if (!ranking.Exists(word => word.Alternatives.Length > 0)) return null;
        var order = analyzed.Where(word => word.Joined == 0).Select(word => new QueryToken(
            vocabulary.TryFind(word.Stem, out var term) ? term : -1, numbers[seen[word.Stem]], CommonWords.IsFunction(word.Folded, language)));
        return new([.. ranking], [.. parts.Select(part => part.Word)], [.. order], AnswerKinds.Of(analyzed), onlyFunction);
    }

    // "How long" asks for a number, "what colour" for a kind of thing: both are seldom said in the answer. Between the questions of
    // FAQs they make the difference, and there they count in full.
    private float ContentOf(string word, string before, string beforeThat)
    {
        if (CommonWords.IsFunction(word, language)) return 0;
        if (CommonWords.AsksForMeasure(before, word, language)) return 0.2f;
        return CommonWords.AsksForChoice(before, language) || (CommonWords.AsksForChoice(beforeThat, language) && before is "other" or "of") ? 0.6f : 1;
    }

    private QueryWord Read(AnalyzedWord word)
    {
        var alternatives = AlternativesFor(word);
        var frequency = alternatives.Length == 0 ? 0 : alternatives.Max(alternative => postings.FrequencyOf(alternative.Term));
        if (alternatives.Length > 0 && alternatives[0].Strength == 1) frequency = postings.FrequencyOf(alternatives[0].Term);
        var share = CommonWords.WeightOf(word.Folded, language) * postings.Idf(frequency);
        return new(word.Folded, share, share, alternatives, KinOf(word, alternatives), word.Signs == WordSigns.Capital);
    }

    private Alternative[] AlternativesFor(AnalyzedWord word)
    {
        List<Alternative> found = [];
        if (TryFind(word.Stem, out var term)) found.Add(new(term, 1, MatchKind.Exact));
        foreach (var (synonym, strength) in synonyms.Of(word.Stem))
        {
            if (TryFind(synonym, out term)) found.Add(new(term, strength, MatchKind.Synonym));
        }
        found.AddRange(CompoundsOf(word.Stem));
        if (found.Count == 0 && !CommonWords.IsFunction(word.Folded, language))
        {
            found.AddRange(vocabulary.SimilarTo(word.Stem).Where(similar => postings.FrequencyOf(similar.Term) > 0)
                .Select(similar => new Alternative(similar.Term, Trust(word.Stem, similar.Distance), MatchKind.Misspelt)));
        }
        return [.. found];
    }

    private IEnumerable<Alternative> CompoundsOf(string stem)
    {
        if (compounds is null) yield break;
        foreach (var holder in compounds.Holding(stem)) yield return new(holder, HoldsTheWord, MatchKind.Kin);
        if (!TryFind(stem, out _) || compounds.Split(stem) is not var (first, last)) yield break;
        foreach (var part in (string[])[first, last])
        {
            if (TryFind(part, out var term)) yield return new(term, PartOfTheWord, MatchKind.Kin);
        }
    }

    private Alternative[] KinOf(AnalyzedWord word, Alternative[] alternatives) =>
        CommonWords.IsFunction(word.Folded, language) ? [] :
        [
            .. vocabulary.KinOf(word.Stem).Where(kin => !Array.Exists(alternatives, one => one.Term == kin.Term))
                .Select(kin => new Alternative(kin.Term, kin.Share, MatchKind.Kin)),
        ];

    private bool TryFind(string stem, out int term) => vocabulary.TryFind(stem, out term) && postings.FrequencyOf(term) > 0;

    // A slip in a long word is surely a slip; four letters with one changed are often another word.
    private static float Trust(string stem, int distance) => distance == 2 ? 0.7f : stem.Length >= 6 ? 0.85f : 0.6f;

    // "XR-200" found as a whole says all its parts say: they go on ranking and no longer count as words of their own.
    private static void YieldShares(List<Part> parts, int count)
    {
        for (var at = Math.Max(0, parts.Count - count); at < parts.Count; at++) parts[at] = parts[at] with { Word = parts[at].Word with { Share = 0 } };
    }

    private readonly record struct Part(QueryWord Word, float Content);
}
