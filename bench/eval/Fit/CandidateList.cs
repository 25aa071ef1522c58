namespace Frontdesk.Eval.Fit;

/// <summary>The candidates of one question. <paramref name="Right"/> is the position of the one that answers, or -1.</summary>
public sealed record CandidateList(float[][] Figures, int Right, int Half)
{
    public double[] Scores(double[] weights) => [.. Figures.Select(figures => Dot(figures, weights))];

    /// <summary>From 1; 0 where the right one is not among them. Of equals the earlier is first.</summary>
    public int RankBy(double[] weights)
    {
        if (Right < 0) return 0;
        var scores = Scores(weights);
        return 1 + Enumerable.Range(0, scores.Length).Count(at => scores[at] > scores[Right] || (scores[at] == scores[Right] && at < Right));
    }

    private static double Dot(float[] figures, double[] weights)
    {
        var sum = 0.0;
        for (var at = 0; at < figures.Length; at++) sum += figures[at] * weights[at];
        return sum;
    }
}
