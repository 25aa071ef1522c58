using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Frontdesk.Retrieval;

/// <summary>
/// A bit a dimension of every row: to which side of the middle of all it lies. Added up with the question's own figures they tell
/// which rows are worth a closer look, and an eighth of the memory is read for it. After Gao and Long, "RaBitQ", 2024, whose
/// question also keeps four bits a dimension; without its random rotation, as what is found is compared again anyway.
/// </summary>
internal sealed class Sketches
{
    private const int Planes = 4; // bits of the question's figures
    private const int Nothing = 7; // the figure of a dimension that says nothing; they go from 0 to 14
    private const int Sample = 4096;

    private readonly int words; // of a row, 64 dimensions each
    private readonly ulong[] sides;

    /// <param name="codes">Row after row.</param>
    /// <param name="factors">One over the length of each row.</param>
    public Sketches(ReadOnlySpan<sbyte> codes, ReadOnlySpan<float> factors)
    {
        var length = codes.Length / factors.Length;
        words = (length + 63) / 64;
        var edges = EdgesOf(codes, factors, length);
        sides = new ulong[factors.Length * words];
        for (var row = 0; row < factors.Length; row++) Mark(codes.Slice(row * length, length), edges, sides.AsSpan(row * words, words));
    }

    public long Bytes => 8L * sides.Length;

    /// <summary>At least so many rows, those that lie most to the side of the query; ascending.</summary>
    public List<int> Closest(QueryVector query, int count)
    {
        var rows = sides.Length / words;
        var sums = ArrayPool<ushort>.Shared.Rent(rows);
        AddUp(PlanesOf(query), sums.AsSpan(0, rows));
        var least = LeastOf(sums.AsSpan(0, rows), Math.Min(count, rows));
        var closest = new List<int>(2 * count);
        for (var row = 0; row < rows; row++)
        {
            if (sums[row] >= least) closest.Add(row);
        }
        ArrayPool<ushort>.Shared.Return(sums);
        return closest;
    }

    private void AddUp(ulong[] planes, Span<ushort> sums)
    {
        ref var side = ref MemoryMarshal.GetArrayDataReference(sides);
        for (var row = 0; row < sums.Length; row++)
        {
            var sum = Nothing * 64 * words; // never below zero
            ref var plane = ref MemoryMarshal.GetArrayDataReference(planes);
            for (var word = 0; word < words; word++)
            {
                sum += BitOperations.PopCount(side & plane) + 2 * BitOperations.PopCount(side & Unsafe.Add(ref plane, 1)) +
                    4 * BitOperations.PopCount(side & Unsafe.Add(ref plane, 2)) + 8 * BitOperations.PopCount(side & Unsafe.Add(ref plane, 3)) -
                    Nothing * BitOperations.PopCount(side);
                side = ref Unsafe.Add(ref side, 1);
                plane = ref Unsafe.Add(ref plane, Planes);
            }
            sums[row] = (ushort)sum;
        }
    }

    /// <summary>The question's figures: word after word, plane after plane.</summary>
    private ulong[] PlanesOf(QueryVector query)
    {
        var figures = query.Codes.AsSpan(0, query.Dimensions);
        var scale = Nothing / (float)Math.Max(1, Math.Abs((int)TensorPrimitives.MaxMagnitude<short>(figures)));
        var planes = new ulong[words * Planes];
        for (var at = 0; at < figures.Length; at++)
        {
            var figure = Nothing + (int)MathF.Round(figures[at] * scale);
            for (var plane = 0; plane < Planes; plane++) planes[at / 64 * Planes + plane] |= (ulong)(figure >> plane & 1) << at % 64;
        }
        return planes;
    }

    private static int LeastOf(ReadOnlySpan<ushort> sums, int count)
    {
        var rowsAt = new int[ushort.MaxValue + 1];
        foreach (var sum in sums) rowsAt[sum]++;
        var least = rowsAt.Length;
        for (var rows = 0; rows < count;) rows += rowsAt[--least];
        return least;
    }

    /// <summary>The middle of all, as a row of middling length would say it.</summary>
    private static sbyte[] EdgesOf(ReadOnlySpan<sbyte> codes, ReadOnlySpan<float> factors, int length)
    {
        var (middle, row) = (new float[length], new float[length]);
        var count = Math.Min(Sample, factors.Length);
        for (var at = 0; at < count; at++)
        {
            var number = (int)((long)at * factors.Length / count);
            TensorPrimitives.ConvertChecked(codes.Slice(number * length, length), row);
            TensorPrimitives.MultiplyAdd(row, factors[number] / count, middle, middle);
        }
        var scale = factors.Length / TensorPrimitives.Sum(factors);
        return Array.ConvertAll(middle, value => (sbyte)Math.Clamp(MathF.Floor(value * scale), sbyte.MinValue, sbyte.MaxValue));
    }

    // A whole step at once; rows are whole steps long.
    private static void Mark(ReadOnlySpan<sbyte> codes, ReadOnlySpan<sbyte> edges, Span<ulong> sides)
    {
        for (var at = 0; at < codes.Length; at += QueryVector.Step)
        {
            var beyond = Vector256.GreaterThan(Vector256.Create(codes[at..]), Vector256.Create(edges[at..])).ExtractMostSignificantBits();
            sides[at / 64] |= (ulong)beyond << at % 64;
        }
    }
}
