using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Frontdesk.Retrieval;

/// <summary>The passages of one knowledge by what they mean: one vector each, or several of which the closest counts. Immutable.</summary>
public sealed class PassageVectors
{
    // Of very many rows the mean and the deviation are those of so many, spread over all.
    private const int Sample = 1024;

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
        var promising = matrix.Promising(query, nearest);
        var rented = ArrayPool<float>.Shared.Rent(Math.Max(promising?.Count ?? Count, Sample));
        var best = promising is null ? NearestOfAll(query, rented, nearest, out var mean, out var deviation) : NearestOf(promising, query, rented, nearest, out mean, out deviation);
        ArrayPool<float>.Shared.Return(rented);
        return new([.. best.Select(row => owners[row]).DistinctBy(passage => passage.Id).Select(passage => (passage, CosineOf(query, passage)!.Value))], mean, deviation, Count);
    }

    private IEnumerable<int> NearestOfAll(QueryVector query, float[] rented, int nearest, out double mean, out double deviation)
    {
        var cosines = rented.AsSpan(0, Count);
        matrix.Cosines(query, cosines);
        (mean, deviation) = Spread(cosines);
        return Highest.Of(cosines, nearest, float.NegativeInfinity);
    }

    private IEnumerable<int> NearestOf(List<int> promising, QueryVector query, float[] rented, int nearest, out double mean, out double deviation)
    {
        var sampled = rented.AsSpan(0, Sample);
        matrix.Cosines(query, [.. Enumerable.Range(0, Sample).Select(at => (int)((long)at * Count / Sample))], sampled);
        (mean, deviation) = Spread(sampled);
        var cosines = rented.AsSpan(0, promising.Count);
        matrix.Cosines(query, CollectionsMarshal.AsSpan(promising), cosines);
        return Highest.Of(cosines, nearest, float.NegativeInfinity).Select(at => promising[at]);
    }

    private static (double Mean, double Deviation) Spread(ReadOnlySpan<float> cosines)
    {
        if (cosines.IsEmpty) return default;
        var mean = TensorPrimitives.Sum(cosines) / (double)cosines.Length;
        return (mean, Math.Sqrt(Math.Max(0, TensorPrimitives.SumOfSquares(cosines) / (double)cosines.Length - mean * mean)));
    }

    /// <summary>That of the closest vector of the passage; null while it has none.</summary>
    internal double? CosineOf(QueryVector query, Passage passage)
    {
        if (!rowsOf.TryGetValue(passage.Id, out var rows)) return null;
        var closest = -1.0;
        for (var row = rows.First; row < rows.First + rows.Count; row++) closest = Math.Max(closest, matrix.Cosine(query, row));
        return closest;
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
