using System.Buffers.Binary;
using System.Numerics.Tensors;

namespace Frontdesk.Retrieval;

/// <summary>
/// The direction of an embedding as it is stored: 16 bits a dimension, little-endian. Its length says nothing and is not kept.
/// </summary>
public static class VectorCode
{
    public const int MostDimensions = 4096;
    private const double Largest = sbyte.MaxValue * 256;

    /// <summary>Two bytes a dimension.</summary>
    /// <exception cref="ArgumentException">It has no direction: zero, not finite, or of no or too many dimensions.</exception>
    public static byte[] Of(ReadOnlySpan<float> vector)
    {
        if (!IsUsable(vector)) throw new ArgumentException("Only finite vectors that are not zero have a direction.", nameof(vector));
        var scale = Largest / Math.Abs((double)TensorPrimitives.MaxMagnitude(vector));
        var code = new byte[2 * vector.Length];
        for (var at = 0; at < vector.Length; at++) BinaryPrimitives.WriteInt16LittleEndian(code.AsSpan(2 * at), (short)Math.Round(vector[at] * scale));
        return code;
    }

    public static bool IsUsable(ReadOnlySpan<float> vector) =>
        vector.Length is > 0 and <= MostDimensions && TensorPrimitives.MaxMagnitude(vector) is not 0 and var greatest && float.IsFinite(greatest);

    /// <summary>Takes a code apart: what a byte can say of each dimension, and what is left over. Returns one over its length.</summary>
    /// <exception cref="ArgumentException">It is no code of these dimensions.</exception>
    internal static float Split(ReadOnlySpan<byte> code, Span<sbyte> coarse, Span<sbyte> fine, int dimensions)
    {
        if (code.Length != 2 * dimensions) throw new ArgumentException($"A code of {code.Length / 2} dimensions stands among those of {dimensions}.", nameof(code));
        var squares = 0.0;
        for (var at = 0; at < dimensions; at++)
        {
            var value = BinaryPrimitives.ReadInt16LittleEndian(code[(2 * at)..]);
            coarse[at] = (sbyte)(value + 128 >> 8);
            fine[at] = (sbyte)(value - 256 * coarse[at]);
            squares += (double)value * value;
        }
        coarse[dimensions..].Clear();
        fine[dimensions..].Clear();
        return squares > 0 ? (float)(1 / Math.Sqrt(squares)) : throw new ArgumentException("A code without any direction stands among the others.", nameof(code));
    }
}
