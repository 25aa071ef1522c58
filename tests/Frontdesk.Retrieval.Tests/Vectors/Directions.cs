namespace Frontdesk.Retrieval.Tests.Vectors;

/// <summary>Made-up embeddings, the same in every run.</summary>
internal sealed class Directions(int dimensions, int seed)
{
    private readonly Random random = new(seed);

    /// <summary>Somewhere, all directions alike.</summary>
    public float[] Anywhere() => [.. Enumerable.Range(0, dimensions).Select(_ => (float)Normal())];

    /// <summary>Near another one: noise is as long as the given times its own length.</summary>
    public float[] Near(float[] centre, double noise)
    {
        var scale = noise * Math.Sqrt(Dot(centre, centre) / dimensions);
        return [.. centre.Select(value => (float)(value + scale * Normal()))];
    }

    public static double Cosine(float[] left, float[] right) => Dot(left, right) / Math.Sqrt(Dot(left, left) * Dot(right, right));

    private static double Dot(float[] left, float[] right)
    {
        var sum = 0.0;
        for (var at = 0; at < left.Length; at++) sum += (double)left[at] * right[at];
        return sum;
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
