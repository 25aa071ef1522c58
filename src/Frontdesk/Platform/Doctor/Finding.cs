namespace Frontdesk.Platform.Doctor;

public enum Verdict
{
    Fine,

    /// <summary>It works, and the operator should know.</summary>
    Warning,

    /// <summary>It does not work, or a wall has a hole.</summary>
    Broken,
}

/// <summary>One thing that was looked at, in words, and what to do where it is not fine.</summary>
public sealed record Finding(Verdict Verdict, string Says, string? Do = null)
{
    public static Finding Fine(string says) => new(Verdict.Fine, says);

    public static Finding Warning(string says, string what) => new(Verdict.Warning, says, what);

    public static Finding Broken(string says, string what) => new(Verdict.Broken, says, what);

    public override string ToString() => $"{Mark} {Says}{(Do is null ? "" : $"\n  → {Do}")}";

    private string Mark => Verdict switch
    {
        Verdict.Fine => "✓",
        Verdict.Warning => "!",
        _ => "✗",
    };
}
