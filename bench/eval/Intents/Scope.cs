namespace Frontdesk.Eval.Intents;

/// <summary>One classified text: which intent, how sure, and which was right.</summary>
public sealed record Verdict(int Intent, double Certainty, int Right)
{
    public bool InScope => Right >= 0;
    public bool IsRight => Intent == Right;
}

/// <summary>
/// What a threshold on certainty does: texts below it are refused. In-scope accuracy counts a refused text as wrong, out-of-scope
/// recall is the part of texts that belong nowhere and are refused.
/// </summary>
public sealed record Scope(double Threshold, double InScope, double OutOfScope)
{
    /// <summary>The highest threshold that keeps in-scope accuracy at a level.</summary>
    public static double ThresholdThatKeeps(IEnumerable<Verdict> validation, double keep)
    {
        var known = validation.Where(verdict => verdict.InScope).OrderByDescending(verdict => verdict.Certainty).ToList();
        var right = 0;
        foreach (var verdict in known)
        {
            if (verdict.IsRight) right++;
            if (right >= keep * known.Count) return verdict.Certainty;
        }
        return 0;
    }

    public static Scope Of(IReadOnlyCollection<Verdict> verdicts, double threshold) => new(threshold,
        verdicts.Where(verdict => verdict.InScope).Average(verdict => verdict.IsRight && verdict.Certainty >= threshold ? 1.0 : 0),
        verdicts.Any(verdict => !verdict.InScope) ? verdicts.Where(verdict => !verdict.InScope).Average(verdict => verdict.Certainty < threshold ? 1.0 : 0) : 0);
}
