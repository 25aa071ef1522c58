using System.Buffers;

namespace Frontdesk.Retrieval;

/// <summary>Finds the passages that answer a question. Immutable and thread-safe; a changed source means a new index.</summary>
public sealed class PassageIndex
{
    // More than anyone shows: the exact ranking looks again at the best of the rough one.
    private const int Shortlist = 32;

    private readonly Passage[] passages;
    private readonly Postings postings;
    private readonly QueryReader reader;
    private readonly PassageMatcher matcher;

    internal PassageIndex(Passage[] passages, Vocabulary vocabulary, Postings postings, Phrasing[][] phrasings, Language language)
    {
        this.passages = passages;
        this.postings = postings;
        reader = new(vocabulary, postings, language);
        matcher = new(passages, postings, phrasings);
        ApproximateBytes = postings.Bytes + vocabulary.Bytes + passages.Sum(SizeOf) + phrasings.Sum(all => all.Sum(one => 40L + one.Bytes));
    }

    public static PassageIndex Empty { get; } = Build([]);

    public int Count => passages.Length;

    /// <summary>Memory held, texts included, within some ten per cent.</summary>
    public long ApproximateBytes { get; }

    public static PassageIndex Build(IReadOnlyCollection<Passage> passages) => new IndexBuilder(passages).Build();

    /// <summary>The best passages for a visitor's words, best first; empty when not one word is shared.</summary>
    public IReadOnlyList<Hit> Search(string query, int top)
    {
        if (top <= 0 || Count == 0 || reader.Read(query) is not { } read) return [];
        var matches = RoughBest(read, Math.Max(top, Shortlist)).Select(passage => matcher.Match(read, passage)).Where(match => match.Score > 0).ToArray();
        Array.Sort(matches, static (left, right) => right.Score != left.Score ? right.Score.CompareTo(left.Score) : left.Passage.CompareTo(right.Passage));
        return [.. matches.Take(top).Select((match, rank) =>
            new Hit(passages[match.Passage], match.Score, Confidence.Of(match, Margin(matches, rank), read)))];
    }

    private List<int> RoughBest(Query query, int count)
    {
        var scores = ArrayPool<float>.Shared.Rent(passages.Length);
        var mine = scores.AsSpan(0, passages.Length);
        mine.Clear();
        foreach (var word in query.Words)
        {
            foreach (var (term, strength) in word.Alternatives) postings.AddTo(mine, term, word.Weight * strength);
        }
        var best = TopOf(mine, count);
        ArrayPool<float>.Shared.Return(scores);
        return best;
    }

    private static List<int> TopOf(ReadOnlySpan<float> scores, int count)
    {
        var best = new PriorityQueue<int, float>(count + 1);
        var least = 0f;
        for (var passage = 0; passage < scores.Length; passage++)
        {
            if (scores[passage] <= least) continue;
            best.Enqueue(passage, scores[passage]);
            if (best.Count <= count) continue;
            best.Dequeue();
            best.TryPeek(out _, out least);
        }
        return [.. best.UnorderedItems.Select(item => item.Element)];
    }

    // How far a hit stands out from the next one; what is not first stands behind the first.
    private static double Margin(PassageMatch[] matches, int rank)
    {
        if (rank > 0) return matches[rank].Score / matches[0].Score - 1;
        return matches.Length == 1 ? 1 : 1 - matches[1].Score / matches[0].Score;
    }

    private static long SizeOf(Passage passage) =>
        120 + 2L * (passage.Title.Length + passage.Heading.Length + passage.Body.Length + passage.Questions.Sum(question => question.Length + 12));
}
