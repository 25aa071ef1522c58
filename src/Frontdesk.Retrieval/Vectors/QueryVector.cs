using System.Numerics.Tensors;

namespace Frontdesk.Retrieval;

/// <summary>
/// The direction of a question. It is compared with many and kept by none, so it may be finer than they are: with up to 16 bits
/// a dimension only the passages' own rounding is left in the result, and the sum still fits 32 bits.
/// </summary>
public sealed class QueryVector
{
    internal const int Step = 32;

    private QueryVector(int dimensions, short[] codes, float factor) => (Dimensions, Codes, Factor) = (dimensions, codes, factor);

    public int Dimensions { get; }

    /// <summary>Filled up with zeros to whole steps.</summary>
    internal short[] Codes { get; }

    internal float Factor { get; }

    /// <exception cref="ArgumentException">It has no direction.</exception>
    public static QueryVector Of(ReadOnlySpan<float> vector)
    {
        if (!VectorCode.IsUsable(vector)) throw new ArgumentException("Only finite vectors that are not zero have a direction.", nameof(vector));
        var largest = Math.Min(short.MaxValue, int.MaxValue / 128 / vector.Length);
        var scale = largest / Math.Abs((double)TensorPrimitives.MaxMagnitude(vector));
        var codes = new short[Filled(vector.Length)];
        var squares = 0.0;
        for (var at = 0; at < vector.Length; at++)
        {
            codes[at] = (short)Math.Round(vector[at] * scale);
            squares += (double)codes[at] * codes[at];
        }
        return new(vector.Length, codes, (float)(1 / Math.Sqrt(squares)));
    }

    internal static int Filled(int dimensions) => (dimensions + Step - 1) / Step * Step;
}
