using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Frontdesk.Retrieval;

/// <summary>Products of one query with many rows of bytes, as wide as the processor goes. All ways give the same numbers.</summary>
internal static class DotProducts
{
    private const int Together = 4; // rows: the query is loaded once for them

    /// <param name="rows">One after the other, each as long as the query.</param>
    public static void Of(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> rows, Span<int> into)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rows.Length, into.Length * query.Length);
        if (Avx512BW.IsSupported) Wide512(query, rows, into);
        else if (Avx2.IsSupported) Wide256(query, rows, into);
        else Portable(query, rows, into);
    }

    internal static void Wide512(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> rows, Span<int> into)
    {
        ref var codes = ref MemoryMarshal.GetReference(rows);
        ref var wanted = ref MemoryMarshal.GetReference(query);
        var (length, row) = ((nuint)query.Length, 0);
        for (; row <= into.Length - Together; row += Together)
        {
            ref var first = ref Unsafe.Add(ref codes, (nuint)row * length);
            Vector512<int> a = default, b = default, c = default, d = default;
            for (nuint at = 0; at < length; at += 32)
            {
                var part = Vector512.LoadUnsafe(ref wanted, at);
                a += Products512(ref first, at, part);
                b += Products512(ref first, at + length, part);
                c += Products512(ref first, at + 2 * length, part);
                d += Products512(ref first, at + 3 * length, part);
            }
            Sums(a.GetLower() + a.GetUpper(), b.GetLower() + b.GetUpper(), c.GetLower() + c.GetUpper(), d.GetLower() + d.GetUpper()).CopyTo(into[row..]);
        }
        for (; row < into.Length; row++)
        {
            ref var one = ref Unsafe.Add(ref codes, (nuint)row * length);
            Vector512<int> sum = default;
            for (nuint at = 0; at < length; at += 32) sum += Products512(ref one, at, Vector512.LoadUnsafe(ref wanted, at));
            into[row] = Vector512.Sum(sum);
        }
    }

    internal static void Wide256(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> rows, Span<int> into)
    {
        ref var codes = ref MemoryMarshal.GetReference(rows);
        ref var wanted = ref MemoryMarshal.GetReference(query);
        var (length, row) = ((nuint)query.Length, 0);
        for (; row <= into.Length - Together; row += Together)
        {
            ref var first = ref Unsafe.Add(ref codes, (nuint)row * length);
            Vector256<int> a = default, b = default, c = default, d = default;
            for (nuint at = 0; at < length; at += 16)
            {
                var part = Vector256.LoadUnsafe(ref wanted, at);
                a += Products256(ref first, at, part);
                b += Products256(ref first, at + length, part);
                c += Products256(ref first, at + 2 * length, part);
                d += Products256(ref first, at + 3 * length, part);
            }
            Sums(a, b, c, d).CopyTo(into[row..]);
        }
        for (; row < into.Length; row++)
        {
            ref var one = ref Unsafe.Add(ref codes, (nuint)row * length);
            Vector256<int> sum = default;
            for (nuint at = 0; at < length; at += 16) sum += Products256(ref one, at, Vector256.LoadUnsafe(ref wanted, at));
            into[row] = Vector256.Sum(sum);
        }
    }

    internal static void Portable(ReadOnlySpan<short> query, ReadOnlySpan<sbyte> rows, Span<int> into)
    {
        ref var codes = ref MemoryMarshal.GetReference(rows);
        ref var wanted = ref MemoryMarshal.GetReference(query);
        for (var row = 0; row < into.Length; row++)
        {
            ref var first = ref Unsafe.Add(ref codes, (nuint)row * (nuint)query.Length);
            Vector128<int> sum = default;
            for (nuint at = 0; at < (nuint)query.Length; at += 8)
            {
                var (low, high) = Vector128.Widen(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<long>(ref Unsafe.As<sbyte, byte>(ref Unsafe.Add(ref first, at)))).AsSByte()));
                var (wantedLow, wantedHigh) = Vector128.Widen(Vector128.LoadUnsafe(ref wanted, at));
                sum += low * wantedLow + high * wantedHigh;
            }
            into[row] = Vector128.Sum(sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Products512(ref sbyte codes, nuint at, Vector512<short> part) =>
        Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.LoadUnsafe(ref codes, at)), part);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products256(ref sbyte codes, nuint at, Vector256<short> part) =>
        Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref codes, at)), part);

    /// <summary>The four sums side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Sums(Vector256<int> a, Vector256<int> b, Vector256<int> c, Vector256<int> d)
    {
        var sums = Avx2.HorizontalAdd(Avx2.HorizontalAdd(a, b), Avx2.HorizontalAdd(c, d));
        return sums.GetLower() + sums.GetUpper();
    }
}
