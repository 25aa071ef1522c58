using System.Buffers;
using System.Numerics.Tensors;

namespace Frontdesk.Retrieval;

/// <summary>The passages of one knowledge by what they mean: one vector each, or several of which the closest counts. Immutable.</summary>
public sealed class PassageVectors
{
    private readonly VectorMatrix matrix;
    private readonly Passage[] owners; // by row; the rows of a passage stand together
    private readonly Dictionary<Guid, (int First, int Count)> rowsOf;

    private PassageVectors(VectorMatrix matrix, Passage[] owners)
    {
        (this.matrix, this.owners, rowsOf) = (matrix, owners, new(owners.Length));
        for (var row = 0; row < owners.Length; row++)
        {
            var first = row > 0 && owners[row - 1].Id == owners[row].Id ? rowsOf[owners[row].Id].First : row;
            rowsOf[owners[row].Id] = (first, row - first + 1);
        }
    }

    public int Count => owners.Length;

    public int Dimensions => matrix.Dimensions;

    /// <summary>Memory held, without the passages themselves.</summary>
    public long ApproximateBytes => matrix.Bytes + 8L * owners.Length + 44L * rowsOf.EnsureCapacity(0);

    /// <exception cref="ArgumentOutOfRangeException">No vector has so many dimensions.</exception>
    public static PassageVectors Empty(int dimensions) => new(VectorMatrix.Empty(dimensions), []);

    /// <summary>Begins another one, with these vectors but those of some sources.</summary>
    /// <param name="more">How many are going to be added.</param>
    public Builder Change(IReadOnlySet<Guid> withoutSources, int more)
    {
        var changed = new Builder(Dimensions, Count + more);
        for (var from = 0; from < Count;)
        {
            var (keep, until) = (!withoutSources.Contains(owners[from].SourceId), from + 1);
            while (until < Count && !withoutSources.Contains(owners[until].SourceId) == keep) until++;
            if (keep) changed.Keep(this, from, until);
            from = until;
        }
        return changed;
    }

    /// <summary>How all of it stands to a question.</summary>
    /// <exception cref="ArgumentException">The question's vector is of another dimension.</exception>
    internal Meanings Compare(QueryVector query, int nearest)
    {
        var rented = ArrayPool<float>.Shared.Rent(Math.Max(Count, 1));
        var cosines = rented.AsSpan(0, Count);
        matrix.Cosines(query, cosines);
        var mean = Count == 0 ? 0.0 : TensorPrimitives.Sum<float>(cosines) / Count;
        var variance = Count == 0 ? 0.0 : TensorPrimitives.SumOfSquares<float>(cosines) / (double)Count - mean * mean;
        var best = Nearest(cosines, nearest);
        ArrayPool<float>.Shared.Return(rented);
        return new([.. best.Select(row => owners[row]).DistinctBy(passage => passage.Id).Select(passage => (passage, CosineOf(query, passage)!.Value))],
            mean, Math.Sqrt(Math.Max(0, variance)), Count);
    }

    /// <summary>That of the closest vector of the passage; null while it has none.</summary>
    internal double? CosineOf(QueryVector query, Passage passage)
    {
        if (!rowsOf.TryGetValue(passage.Id, out var rows)) return null;
        var closest = -1.0;
        for (var row = rows.First; row < rows.First + rows.Count; row++) closest = Math.Max(closest, matrix.Cosine(query, row));
        return closest;
    }

    private static List<int> Nearest(ReadOnlySpan<float> cosines, int count)
    {
        var best = new PriorityQueue<int, float>(count + 1);
        var least = float.NegativeInfinity;
        for (var row = 0; row < cosines.Length; row++)
        {
            if (cosines[row] <= least) continue;
            best.Enqueue(row, cosines[row]);
            if (best.Count <= count) continue;
            best.Dequeue();
            best.TryPeek(out _, out least);
        }
        return [.. best.UnorderedItems.Select(item => item.Element)];
    }

    /// <summary>Takes vectors one by one; those of one passage come one after the other.</summary>
    public sealed class Builder
    {
        private readonly VectorMatrix.Builder rows;
        private readonly List<Passage> owners;

        internal Builder(int dimensions, int count) => (rows, owners) = (new(dimensions, count), new(count));

        /// <param name="code">As <see cref="VectorCode"/> makes it.</param>
        /// <exception cref="ArgumentException">It is of another dimension, or has no direction.</exception>
        public void Add(Passage passage, ReadOnlySpan<byte> code)
        {
            rows.Add(code);
            owners.Add(passage);
        }

        /// <summary>Ends building.</summary>
        public PassageVectors Build() => new(rows.Build(), [.. owners]);

        internal void Keep(PassageVectors known, int from, int until)
        {
            rows.Add(known.matrix, from, until);
            owners.AddRange(known.owners.AsSpan(from, until - from));
        }
    }
}

/// <summary>What lies nearest to a question, and how near the rest lies on the whole.</summary>
internal sealed record Meanings(IReadOnlyList<(Passage Passage, double Cosine)> Nearest, double Mean, double Deviation, int Count);
