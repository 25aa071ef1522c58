using System.Numerics;

namespace Frontdesk.Retrieval;

/// <summary>The places of the highest of many figures.</summary>
internal static class Highest
{
    private static readonly int Lanes = Vector<float>.Count;

    /// <summary>At most so many, ascending by place, so that equal figures stay in an order of their own.</summary>
    /// <param name="above">What is not higher does not count.</param>
    public static List<int> Of(ReadOnlySpan<float> figures, int count, float above)
    {
        var best = new PriorityQueue<int, float>(count + 1);
        var least = above;
        for (var at = 0; at < figures.Length; at++)
        {
            // Soon hardly any figure reaches the best: those that do not are passed over by the dozen.
            while (at <= figures.Length - Lanes && !System.Numerics.Vector.GreaterThanAny(new Vector<float>(figures[at..]), new Vector<float>(least))) at += Lanes;
            if (at == figures.Length || figures[at] <= least) continue;
            best.Enqueue(at, figures[at]);
            if (best.Count <= count) continue;
            best.Dequeue();
            best.TryPeek(out _, out least);
        }
        return [.. best.UnorderedItems.Select(item => item.Element).Order()];
    }
}
