using System.Buffers;
using System.Numerics.Tensors;

namespace Frontdesk.Retrieval;

/// <summary>
/// One linear separator a class with squared hinge loss, by dual coordinate descent (Hsieh et al., "A Dual Coordinate Descent Method
/// for Large-scale Linear SVM", 2008), which has no learning rate to choose. A separator is a sum of the examples, so what is kept is
/// how much each example counts in each: there are far fewer examples than features.
/// </summary>
internal sealed class LinearModel
{
    // 1 / 2C with C = 1.
    private const float Softness = 0.5f;
    // Classes learnt together: a row of theirs is loaded at a stroke, and all their rows stay in the processor's cache.
    private const int Together = 64;

    private readonly int classes;
    private readonly LikenessTo examples;
    private readonly float[] pulls; // a row for each example, a column for each class

    private LinearModel(int classes, LikenessTo examples, float[] pulls) => (this.classes, this.examples, this.pulls) = (classes, examples, pulls);

    public long Bytes => examples.Bytes + 4L * pulls.Length;

    /// <param name="features">More than any number of a text's feature.</param>
    /// <param name="passes">Over the examples, in an order that is the same each time.</param>
    public static LinearModel Train(IReadOnlyList<(SparseText Text, int Class)> examples, int features, int classes, int passes)
    {
        var pulls = new float[examples.Count * classes];
        var weights = new float[features * Math.Min(Together, classes)];
        for (var first = 0; first < classes; first += Together)
        {
            var separators = new Separators(examples, weights, first, Math.Min(Together, classes - first));
            separators.Train(passes);
            separators.CopyTo(pulls, classes);
        }
        return new(classes, new(examples.Select(example => example.Text).ToArray(), features), pulls);
    }

    public void Score(SparseText text, Span<float> scores)
    {
        scores.Clear();
        var rented = ArrayPool<float>.Shared.Rent(examples.Count);
        var likeness = rented.AsSpan(0, examples.Count);
        examples.Measure(text, likeness);
        for (var example = 0; example < likeness.Length; example++)
        {
            if (likeness[example] != 0) TensorPrimitives.MultiplyAdd(pulls.AsSpan(example * classes, classes), likeness[example], scores, scores);
        }
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Some neighbouring classes while they are learnt: a row of weights for each feature, a column for each class.</summary>
    private readonly ref struct Separators
    {
        private readonly IReadOnlyList<(SparseText Text, int Class)> examples;
        private readonly Span<float> weights;
        private readonly float[] multipliers;
        private readonly int first;
        private readonly int count;

        public Separators(IReadOnlyList<(SparseText Text, int Class)> examples, Span<float> weights, int first, int count)
        {
            (this.examples, this.first, this.count) = (examples, first, count);
            this.weights = weights;
            multipliers = new float[examples.Count * count];
            weights.Clear();
        }

        public void Train(int passes)
        {
            var random = new Random(1);
            var order = Enumerable.Range(0, examples.Count).ToArray();
            Span<float> change = stackalloc float[Together];
            change = change[..count];
            for (var pass = 0; pass < passes; pass++)
            {
                random.Shuffle(order);
                foreach (var example in order) Learn(example, change);
            }
        }

        public void CopyTo(float[] pulls, int classes)
        {
            for (var example = 0; example < examples.Count; example++)
            {
                for (var column = 0; column < count; column++)
                {
                    var multiplier = multipliers[example * count + column];
                    pulls[example * classes + first + column] = examples[example].Class == first + column ? multiplier : -multiplier;
                }
            }
        }

        private void Learn(int example, Span<float> change)
        {
            var (text, @class) = examples[example];
            change.Clear();
            for (var at = 0; at < text.Features.Length; at++) TensorPrimitives.MultiplyAdd(Row(text.Features[at]), text.Weights[at], change, change);
            Solve(change, multipliers.AsSpan(example * count, count), @class - first, TensorPrimitives.SumOfSquares<float>(text.Weights) + Softness);
            for (var at = 0; at < text.Features.Length; at++)
            {
                var row = Row(text.Features[at]);
                TensorPrimitives.MultiplyAdd(change, text.Weights[at], row, row);
            }
        }

        // Turns the scores of one example into what its multipliers change by.
        private static void Solve(Span<float> scores, Span<float> multipliers, int own, float curvature)
        {
            for (var column = 0; column < scores.Length; column++)
            {
                var side = column == own ? 1f : -1f;
                var gradient = side * scores[column] - 1 + multipliers[column] * Softness;
                var moved = Math.Max(0, multipliers[column] - gradient / curvature);
                scores[column] = side * (moved - multipliers[column]);
                multipliers[column] = moved;
            }
        }

        private Span<float> Row(int feature) => weights.Slice(feature * count, count);
    }
}
