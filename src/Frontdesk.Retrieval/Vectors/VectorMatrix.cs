using System.Numerics.Tensors;

namespace Frontdesk.Retrieval;

/// <summary>
/// Many directions of one dimension. A question is compared with the coarse half of every row, a byte a dimension, and with the
/// fine half of those that matter. Every row is looked at: at the sizes of a company's knowledge that takes less than a millisecond,
/// misses nothing, and there is no graph to build or to tune. Of more rows than fit the processor's cache only those are compared
/// whose <see cref="Sketches"/> are close.
/// </summary>
internal sealed class VectorMatrix
{
    private const int Block = 2048; // sums on the stack
    private const int AllCompared = 16_384; // rows
    // Sides tell nearness roughly: so many are looked at for each that is wanted, and at least this part of all.
    private const int PromisingEach = 32;
    private const int PromisingPart = 64;

    private readonly sbyte[] coarse;
    private readonly sbyte[] fine;
    private readonly float[] factors;
    private readonly int length;
    private readonly Sketches? sketches;

    // There may be room for a few rows more than there are.
    private VectorMatrix(int dimensions, int count, sbyte[] coarse, sbyte[] fine, float[] factors) =>
        (Dimensions, Count, length, this.coarse, this.fine, this.factors, sketches) = (dimensions, count, QueryVector.Filled(dimensions), coarse, fine, factors,
            count > AllCompared ? new(coarse.AsSpan(0, count * QueryVector.Filled(dimensions)), factors.AsSpan(0, count)) : null);

    public int Dimensions { get; }

    public int Count { get; }

    public long Bytes => coarse.LongLength + fine.LongLength + 4L * factors.Length + (sketches?.Bytes ?? 0);

    public static VectorMatrix Empty(int dimensions) => dimensions is > 0 and <= VectorCode.MostDimensions
        ? new(dimensions, 0, [], [], [])
        : throw new ArgumentOutOfRangeException(nameof(dimensions));

    /// <summary>The cosine of every row with the question, within half a hundredth.</summary>
    public void Cosines(QueryVector query, Span<float> into)
    {
        Check(query);
        Span<int> sums = stackalloc int[Block];
        for (var row = 0; row < Count; row += Block)
        {
            var part = sums[..Math.Min(Block, Count - row)];
            DotProducts.Of(query.Codes, coarse.AsSpan(row * length, part.Length * length), part);
            var cosines = into.Slice(row, part.Length);
            TensorPrimitives.ConvertTruncating<int, float>(part, cosines);
            TensorPrimitives.Multiply(cosines, factors.AsSpan(row, part.Length), cosines);
        }
        TensorPrimitives.Multiply(into[..Count], 256 * query.Factor, into);
    }

    /// <summary>The rows among which the nearest are; null where all are compared as fast.</summary>
    /// <param name="count">How many of the nearest are wanted.</param>
    public List<int>? Promising(QueryVector query, int count)
    {
        Check(query);
        return sketches?.Closest(query, Math.Max(count * PromisingEach, Count / PromisingPart));
    }

    /// <summary>The cosines of some rows with the question, within half a hundredth.</summary>
    public void Cosines(QueryVector query, ReadOnlySpan<int> rows, Span<float> into)
    {
        Check(query);
        for (var at = 0; at < rows.Length; at++)
        {
            var sum = 0;
            DotProducts.Of(query.Codes, coarse.AsSpan(rows[at] * length, length), new(ref sum));
            into[at] = 256 * query.Factor * sum * factors[rows[at]];
        }
    }

    /// <summary>The cosine of one row with the question, as exactly as it is stored.</summary>
    public float Cosine(QueryVector query, int row)
    {
        Check(query);
        int high = 0, low = 0;
        DotProducts.Of(query.Codes, coarse.AsSpan(row * length, length), new(ref high));
        DotProducts.Of(query.Codes, fine.AsSpan(row * length, length), new(ref low));
        return (float)((256.0 * high + low) * factors[row] * query.Factor);
    }

    private void Check(QueryVector query)
    {
        if (query.Dimensions != Dimensions) throw new ArgumentException($"The rows have {Dimensions} dimensions, the question {query.Dimensions}.", nameof(query));
    }

    /// <summary>Grows row by row, so that what is read from a database need not be held twice.</summary>
    public sealed class Builder
    {
        private const int MostRoom = 8; // the part of the whole that may stay empty

        private readonly int dimensions;
        private readonly int length;
        private sbyte[] coarse;
        private sbyte[] fine;
        private float[] factors;

        /// <param name="rows">How many are expected.</param>
        public Builder(int dimensions, int rows)
        {
            (this.dimensions, length) = (dimensions, QueryVector.Filled(dimensions));
            (coarse, fine, factors) = ([], [], []);
            Resize(rows);
        }

        public int Count { get; private set; }

        /// <param name="code">As <see cref="VectorCode"/> makes it.</param>
        /// <exception cref="ArgumentException">It is of another dimension, or has no direction.</exception>
        public void Add(ReadOnlySpan<byte> code)
        {
            MakeRoom(1);
            factors[Count] = VectorCode.Split(code, coarse.AsSpan(Count * length, length), fine.AsSpan(Count * length, length), dimensions);
            Count++;
        }

        public void Add(VectorMatrix other, int from, int until)
        {
            if (other.Dimensions != dimensions) throw new ArgumentException($"Rows of {other.Dimensions} dimensions stand among those of {dimensions}.", nameof(other));
            MakeRoom(until - from);
            other.coarse.AsSpan(from * length, (until - from) * length).CopyTo(coarse.AsSpan(Count * length));
            other.fine.AsSpan(from * length, (until - from) * length).CopyTo(fine.AsSpan(Count * length));
            other.factors.AsSpan(from, until - from).CopyTo(factors.AsSpan(Count));
            Count += until - from;
        }

        /// <summary>Ends building.</summary>
        public VectorMatrix Build()
        {
            if (factors.Length - Count > factors.Length / MostRoom) Resize(Count);
            return new(dimensions, Count, coarse, fine, factors);
        }

        private void MakeRoom(int rows)
        {
            if (Count + rows > factors.Length) Resize(Math.Max(Count + rows, factors.Length + factors.Length / 2));
        }

        private void Resize(int rows)
        {
            coarse = Copy(coarse, checked(rows * length), Count * length);
            fine = Copy(fine, rows * length, Count * length);
            factors = Copy(factors, rows, Count);
        }

        private static T[] Copy<T>(T[] all, int size, int used)
        {
            var copy = GC.AllocateUninitializedArray<T>(size);
            all.AsSpan(0, used).CopyTo(copy);
            return copy;
        }
    }
}
