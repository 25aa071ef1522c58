namespace Frontdesk.Isolation;

/// <summary>Something that a wall should have stopped, or that the matrix could not try.</summary>
/// <param name="Where">The operation or frame.</param>
/// <param name="Who">Who tried it.</param>
/// <param name="What">What happened, and what should have.</param>
public sealed record Finding(string Where, string Who, string What)
{
    public override string ToString() => $"{Where} as {Who}: {What}";
}

/// <summary>What was tried and what came of it.</summary>
public sealed class Report
{
    private readonly List<Finding> _findings = [];

    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Every operation and frame with everybody who tried it.</summary>
    public HashSet<(string Where, string Who)> Tried { get; } = [];

    public int Operations { get; set; }

    /// <summary>How many requests were sent.</summary>
    public int Calls { get; set; }

    public void Add(string where, string who, string what) => _findings.Add(new Finding(where, who, what));
}
