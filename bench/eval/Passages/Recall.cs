namespace Frontdesk.Eval.Passages;

/// <summary>How often the right passage was first, among the first five, and how high on average (mean reciprocal rank over twenty).</summary>
public sealed record Recall(double At1, double At5, double Mrr)
{
    public const int Depth = 20;

    /// <param name="ranks">Of the right one, from 1; 0 where it was not found.</param>
    public static Recall Of(IReadOnlyCollection<int> ranks) => new(
        ranks.Average(rank => rank == 1 ? 1.0 : 0), ranks.Average(rank => rank is >= 1 and <= 5 ? 1.0 : 0), ranks.Average(rank => rank == 0 ? 0 : 1.0 / rank));
}
