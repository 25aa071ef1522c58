namespace Frontdesk.Eval.Fit;

/// <summary>Logistic regression by Newton's method, and how well the chances it gives hold.</summary>
public static class Logistic
{
    private const int Steps = 12;
    private const double Pull = 1e-3;

    public static double[] Fit(IReadOnlyList<Judged> judged)
    {
        var size = judged[0].Figures.Length;
        var weights = new double[size];
        for (var step = 0; step < Steps; step++)
        {
            var gradient = new double[size];
            var curvature = new double[size, size];
            foreach (var one in judged)
            {
                var chance = Chance(one, weights);
                for (var row = 0; row < size; row++)
                {
                    gradient[row] += ((one.Answers ? 1 : 0) - chance) * one.Figures[row];
                    for (var column = 0; column < size; column++) curvature[row, column] += chance * (1 - chance) * one.Figures[row] * one.Figures[column];
                }
            }
            for (var at = 0; at < size; at++)
            {
                gradient[at] -= Pull * weights[at];
                curvature[at, at] += Pull;
            }
            var change = Solve(curvature, gradient);
            for (var at = 0; at < size; at++) weights[at] += change[at];
        }
        return weights;
    }

    /// <summary>Area under the curve, expected calibration error over ten bands of equal width, and each band's promise and truth.</summary>
    public static string Describe(IEnumerable<Judged> judged, double[] weights)
    {
        var chances = judged.Select(one => (Chance: Chance(one, weights), one.Answers)).ToArray();
        var bands = chances.GroupBy(one => Math.Min(9, (int)(one.Chance * 10))).OrderBy(band => band.Key).ToArray();
        var error = bands.Sum(band => band.Count() * Math.Abs(band.Average(one => one.Chance) - band.Average(one => one.Answers ? 1.0 : 0))) / chances.Length;
        return $"{chances.Length} hits, AUC {Area(chances):0.000}, ECE {error:0.000}; {string.Join(" ", bands.Select(band => $"{band.Average(one => one.Chance):0.00}→{band.Average(one => one.Answers ? 1.0 : 0):0.00}"))}";
    }

    private static double Area((double Chance, bool Answers)[] chances)
    {
        var ordered = chances.OrderBy(one => one.Chance).ToArray();
        double below = 0, area = 0;
        foreach (var one in ordered)
        {
            if (one.Answers) area += below;
            else below++;
        }
        return area / below / (ordered.Length - below);
    }

    private static double Chance(Judged one, double[] weights) => 1 / (1 + Math.Exp(-one.Offset - one.Figures.Zip(weights, (figure, weight) => figure * weight).Sum()));

    private static double[] Solve(double[,] matrix, double[] right)
    {
        var size = right.Length;
        for (var pivot = 0; pivot < size; pivot++)
        {
            for (var row = pivot + 1; row < size; row++)
            {
                var factor = matrix[row, pivot] / matrix[pivot, pivot];
                for (var column = pivot; column < size; column++) matrix[row, column] -= factor * matrix[pivot, column];
                right[row] -= factor * right[pivot];
            }
        }
        for (var row = size - 1; row >= 0; row--)
        {
            for (var column = row + 1; column < size; column++) right[row] -= matrix[row, column] * right[column];
            right[row] /= matrix[row, row];
        }
        return right;
    }
}
