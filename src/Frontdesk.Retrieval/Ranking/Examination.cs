using System.Buffers;

namespace Frontdesk.Retrieval;

/// <summary>One search: the best of a rough ranking, each looked at closely.</summary>
internal sealed class Examination(Passage[] passages, PassageText[] texts, Postings postings, FaqMatcher faqs)
{
    // More than anyone shows: in 99 of 100 searches the right one is among them.
    public const int Shortlist = 64;
    private const int FaqsByClassifier = 5;
    private const int FirstPage = 10;

    /// <summary>Unordered.</summary>
    /// <param name="asked">What the classifier gives each FAQ, where there is one.</param>
    public List<Candidate> Run(Query query, QueryTerms terms, TermSigns[] signs, IReadOnlyList<(int Passage, float Probability)>? asked, int count)
    {
        var rented = ArrayPool<float>.Shared.Rent(passages.Length);
        var rough = rented.AsSpan(0, passages.Length);
        AddUp(query, rough);
        var best = Highest.Of(rough, Math.Max(count, Shortlist), above: 0);
        var reader = new EvidenceReader(query, terms, texts, postings, signs);
        var evidence = best.Select(reader.Read).ToArray();
        Look(best, evidence, rough);
        ArrayPool<float>.Shared.Return(rented);

        var probabilities = asked?.ToDictionary(pair => pair.Passage, pair => pair.Probability);
        var found = best.Select((passage, at) => Judge(query, passage, evidence[at], probabilities)).ToList();
        foreach (var (passage, _) in (asked ?? []).OrderByDescending(pair => pair.Probability).ThenBy(pair => pair.Passage).Take(FaqsByClassifier))
        {
            if (!best.Contains(passage)) found.Add(Judge(query, passage, reader.Read(passage), probabilities));
        }
        return found;
    }

    private Candidate Judge(Query query, int passage, Evidence evidence, Dictionary<int, float>? probabilities)
    {
        if (passages[passage].Kind != PassageKind.Faq) return new(passage, evidence, null, RankingWeights.Of(evidence));
        var match = faqs.Match(query, passage, probabilities?.GetValueOrDefault(passage));
        return new(passage, evidence, match, RankingWeights.OfFaq(evidence, match));
    }

    private void AddUp(Query query, Span<float> scores)
    {
        scores.Clear();
        foreach (var word in query.Words)
        {
            foreach (var (term, strength, _) in word.Alternatives) postings.AddTo(scores, term, word.Weight * strength);
        }
    }

    // What stands beside a passage and what else its source holds tell whether the question is about that source at all.
    private void Look(List<int> best, Evidence[] evidence, ReadOnlySpan<float> rough)
    {
        var sources = new Dictionary<Guid, (float First, float Second)>();
        foreach (var passage in best)
        {
            var known = sources.GetValueOrDefault(passages[passage].SourceId);
            var score = rough[passage];
            sources[passages[passage].SourceId] = score > known.First ? (score, known.First) : (known.First, Math.Max(known.Second, score));
        }
        var firstPage = new Dictionary<Guid, int>();
        foreach (var passage in FirstPageOf(best, rough)) firstPage[passages[passage].SourceId] = firstPage.GetValueOrDefault(passages[passage].SourceId) + 1;
        for (var at = 0; at < best.Count; at++)
        {
            var (passage, source) = (best[at], passages[best[at]].SourceId);
            evidence[at].Neighbour = Math.Max(RoughIn(source, passage - 1, rough), RoughIn(source, passage + 1, rough));
            evidence[at].SourceBest = sources[source].First == rough[passage] ? sources[source].Second : sources[source].First;
            evidence[at].SourceCount = firstPage.GetValueOrDefault(source);
        }
    }

    private static int[] FirstPageOf(List<int> best, ReadOnlySpan<float> rough)
    {
        var order = new (float Rough, int Passage)[best.Count];
        for (var at = 0; at < order.Length; at++) order[at] = (-rough[best[at]], best[at]);
        Array.Sort(order);
        return [.. order.Take(FirstPage).Select(one => one.Passage)];
    }

    private float RoughIn(Guid source, int passage, ReadOnlySpan<float> rough) =>
        passage >= 0 && passage < passages.Length && passages[passage].SourceId == source ? rough[passage] : 0;
}
