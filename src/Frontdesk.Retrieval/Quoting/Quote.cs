namespace Frontdesk.Retrieval;

/// <summary>Picks what to show of a passage. Nothing is rephrased: a quote can always be found in its source.</summary>
public static class Quote
{
    private const string Ellipsis = "…";
    // A sentence that adds nothing must be worth its place between two that do.
    private const double PriceOfSentence = 0.15;

    /// <summary>
    /// The sentences of <paramref name="body"/>, verbatim and contiguous, that best answer the query. They end at a sentence end;
    /// one sentence longer than <paramref name="maxCharacters"/> is cut at a word end and gets "…". Empty for an empty body.
    /// </summary>
    public static string Best(string body, string query, int maxCharacters)
    {
        var sentences = Sentences.In(body);
        if (sentences.Count == 0 || maxCharacters <= 0) return "";
        var language = LanguageGuess.Of(body);
        var words = sentences.ConvertAll(range => StemsOf(body[range], language));
        var weights = WeightsOf(query, words, language);
        var (first, last) = BestWindow(sentences, words, weights, maxCharacters);
        (first, last) = Complete(body, sentences, first, last, maxCharacters);
        var quote = body[sentences[first].Start.Value..sentences[last].End.Value];
        return quote.Length <= maxCharacters ? quote : CutAtWord(quote, maxCharacters);
    }

    private static HashSet<string> StemsOf(string sentence, Language language) =>
        [.. Analyzer.Analyze(sentence, language).Select(word => word.Stem)];

    private static Dictionary<string, double> WeightsOf(string query, List<HashSet<string>> sentences, Language language)
    {
        Dictionary<string, double> weights = [];
        foreach (var word in Analyzer.Analyze(query, language))
        {
            var value = CommonWords.WeightOf(word.Folded, language);
            Weigh(word.Stem, value);
            if (language != Language.English) continue;
            foreach (var synonym in SupportSynonyms.For(word.Stem)) Weigh(synonym, value * SupportSynonyms.Discount);
        }
        return weights;

        void Weigh(string stem, double value)
        {
            var holders = sentences.Count(sentence => sentence.Contains(stem));
            var rarity = Math.Log(1 + (sentences.Count + 0.5) / (holders + 0.5));
            weights[stem] = Math.Max(weights.GetValueOrDefault(stem), value * rarity);
        }
    }

    private static (int First, int Last) BestWindow(List<Range> sentences, List<HashSet<string>> words, Dictionary<string, double> weights, int most)
    {
        var best = (First: 0, Last: 0);
        var bestValue = double.NegativeInfinity;
        for (var first = 0; first < sentences.Count; first++)
        {
            HashSet<string> met = [];
            for (var last = first; last < sentences.Count; last++)
            {
                if (last > first && sentences[last].End.Value - sentences[first].Start.Value > most) break;
                met.UnionWith(words[last].Where(weights.ContainsKey));
                var value = met.Sum(stem => weights[stem]) - PriceOfSentence * (last - first + 1);
                if (value > bestValue + 1e-9) (best, bestValue) = ((first, last), value);
            }
        }
        return best;
    }

    // "It takes three days." needs the sentence before it, "We accept:" the list after it, "Yes." what follows.
    private static (int First, int Last) Complete(string body, List<Range> sentences, int first, int last, int most)
    {
        if (first > 0 && LeansBack(body[sentences[first]]) && Length(first - 1, last) <= most) first--;
        while (last + 1 < sentences.Count && LeansForward(body, sentences, first, last) && Length(first, last + 1) <= most) last++;
        return (first, last);

        int Length(int from, int to) => sentences[to].End.Value - sentences[from].Start.Value;
    }

    private static bool LeansBack(string sentence)
    {
        var end = sentence.AsSpan().IndexOfAny(' ', ',');
        return (end < 0 ? sentence : sentence[..end]).ToUpperInvariant() is
            "IT" or "THIS" or "THESE" or "THAT" or "THEY" or "THEN" or "HOWEVER" or "OTHERWISE" or "BUT" or "AND" or "SO" or "ALSO" or "THERE" or "DIES" or "DIESE" or "DANN";
    }

    private static bool LeansForward(string body, List<Range> sentences, int first, int last)
    {
        var sentence = body.AsSpan()[sentences[last]];
        if (sentence is [.., ':' or '?'] || (sentence.Length <= 12 && !IsItem(sentence))) return true;
        var introducesList = Enumerable.Range(first, last - first).Any(at => body[sentences[at]].EndsWith(':'));
        return introducesList && IsItem(sentence) && IsItem(body.AsSpan()[sentences[last + 1]]);
    }

    private static bool IsItem(ReadOnlySpan<char> sentence) => sentence is ['-' or '*' or '•' or '+', ' ', ..] || char.IsDigit(sentence[0]);

    private static string CutAtWord(string sentence, int most)
    {
        if (most <= Ellipsis.Length) return Ellipsis;
        var end = most - Ellipsis.Length;
        var space = sentence.AsSpan(0, end + 1).LastIndexOfAny(' ', '\n', '\t');
        if (space > 0) end = space;
        else if (char.IsLowSurrogate(sentence[end]) && char.IsHighSurrogate(sentence[end - 1])) end--;
        return sentence[..end].TrimEnd() + Ellipsis;
    }
}
