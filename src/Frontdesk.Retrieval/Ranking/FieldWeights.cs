namespace Frontdesk.Retrieval;

/// <summary>
/// BM25F: occurrences in each field count by the field's weight and its length against the average, are added, and saturate
/// together (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
/// </summary>
internal sealed class FieldWeights(int[][] lengths)
{
    private const float Saturation = 1.2f;

    // Questions, title, heading, body.
    private static readonly float[] Weights = [2.5f, 0.6f, 1.5f, 1f];
    private static readonly float[] LengthInfluence = [0.3f, 0.3f, 0.4f, 0.5f];

    private readonly float[] averages = [.. lengths.Select(field => field.Length == 0 ? 1 : Math.Max(1f, (float)field.Sum(length => (long)length) / field.Length))];
    private readonly float[] factors = new float[lengths.Length];

    public void MoveTo(int passage)
    {
        for (var field = 0; field < factors.Length; field++)
        {
            var influence = LengthInfluence[field];
            factors[field] = Weights[field] / (1 - influence + influence * lengths[field][passage] / averages[field]);
        }
    }

    /// <summary>Between 0 and <c>1 + Saturation</c>.</summary>
    public float Impact(uint counts)
    {
        var sum = 0f;
        for (var field = 0; field < factors.Length; field++) sum += factors[field] * (counts >> field * 8 & 0xFF);
        return sum * (Saturation + 1) / (sum + Saturation);
    }
}
