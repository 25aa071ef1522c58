namespace Frontdesk.Eval.Fit;

/// <summary>Softmax regression over lists of candidates, by Adam on figures of unit deviation.</summary>
public static class Listwise
{
    private const int Steps = 200;
    private const double Pull = 1e-4;

    public static double[] Fit(IReadOnlyCollection<CandidateList> all)
    {
        var lists = all.Where(list => list.Right >= 0).ToArray();
        var deviations = Deviations(lists);
        var size = deviations.Length;
        double[] weights = new double[size], mean = new double[size], square = new double[size];
        for (var step = 1; step <= Steps; step++)
        {
            var gradient = Gradient(lists, [.. weights.Select((weight, at) => weight / deviations[at])]);
            for (var at = 0; at < size; at++)
            {
                var slope = gradient[at] / deviations[at] / lists.Length + Pull * weights[at];
                mean[at] = 0.9 * mean[at] + 0.1 * slope;
                square[at] = 0.99 * square[at] + 0.01 * slope * slope;
                weights[at] -= 0.1 * (mean[at] / (1 - Math.Pow(0.9, step))) / (Math.Sqrt(square[at] / (1 - Math.Pow(0.99, step))) + 1e-8);
            }
        }
        return [.. weights.Select((weight, at) => weight / deviations[at])];
    }

    private static double[] Gradient(CandidateList[] lists, double[] weights)
    {
        var total = new double[weights.Length];
        Parallel.ForEach(lists, () => new double[weights.Length], (list, _, sum) =>
        {
            var scores = list.Scores(weights);
            var highest = scores.Max();
            var shares = scores.Select(score => Math.Exp(score - highest)).ToArray();
            var all = shares.Sum();
            for (var at = 0; at < shares.Length; at++)
            {
                var error = shares[at] / all - (at == list.Right ? 1 : 0);
                if (Math.Abs(error) < 1e-6) continue;
                for (var figure = 0; figure < sum.Length; figure++) sum[figure] += error * list.Figures[at][figure];
            }
            return sum;
        }, sum =>
        {
            lock (total)
            {
                for (var figure = 0; figure < sum.Length; figure++) total[figure] += sum[figure];
            }
        });
        return total;
    }

    private static double[] Deviations(CandidateList[] lists)
    {
        var size = lists[0].Figures[0].Length;
        double[] sums = new double[size], squares = new double[size];
        var count = 0;
        foreach (var figures in lists.SelectMany(list => list.Figures))
        {
            count++;
            for (var at = 0; at < size; at++)
            {
                sums[at] += figures[at];
                squares[at] += (double)figures[at] * figures[at];
            }
        }
        return [.. sums.Select((sum, at) => Math.Sqrt(Math.Max(1e-9, squares[at] / count - sum / count * (sum / count))))];
    }
}
