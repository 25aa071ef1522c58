using System.Numerics.Tensors;

namespace Frontdesk.Retrieval;

/// <summary>
/// One linear separator a class with squared hinge loss, all trained side by side: dual coordinate descent (Hsieh et al., "A Dual
/// Coordinate Descent Method for Large-scale Linear SVM", 2008), which has no learning rate to choose. A row of weights for each
/// feature, a column for each class.
/// </summary>
internal sealed class LinearModel(int features, int classes)
{
    // 1 / 2C with C = 1.
    private const float Softness = 0.5f;

    private readonly float[] weights = new float[features * classes];

    public long Bytes => 4L * weights.Length;

    public void Score(SparseText text, Span<float> scores)
    {
        scores.Clear();
        for (var at = 0; at < text.Features.Length; at++)
        {
            TensorPrimitives.MultiplyAdd(Row(text.Features[at]), text.Weights[at], scores, scores);
        }
    }

    /// <summary>Passes over the examples in an order that is the same each time.</summary>
    public void Train(IReadOnlyList<(SparseText Text, int Class)> examples, int passes)
    {
        var random = new Random(1);
        var order = Enumerable.Range(0, examples.Count).ToArray();
        var multipliers = new float[examples.Count * classes];
        var change = new float[classes];
        for (var pass = 0; pass < passes; pass++)
        {
            random.Shuffle(order);
            foreach (var example in order)
            {
                var (text, @class) = examples[example];
                Score(text, change);
                Solve(change, multipliers.AsSpan(example * classes, classes), @class, TensorPrimitives.SumOfSquares<float>(text.Weights) + Softness);
                for (var at = 0; at < text.Features.Length; at++)
                {
                    var row = Row(text.Features[at]);
                    TensorPrimitives.MultiplyAdd(change, text.Weights[at], row, row);
                }
            }
        }
    }

    // Turns the scores of one example into what its multipliers change by.
    private static void Solve(Span<float> scores, Span<float> multipliers, int own, float curvature)
    {
        for (var @class = 0; @class < scores.Length; @class++)
        {
            var side = @class == own ? 1f : -1f;
            var gradient = side * scores[@class] - 1 + multipliers[@class] * Softness;
            var moved = Math.Max(0, multipliers[@class] - gradient / curvature);
            scores[@class] = side * (moved - multipliers[@class]);
            multipliers[@class] = moved;
        }
    }

    private Span<float> Row(int feature) => weights.AsSpan(feature * classes, classes);
}
