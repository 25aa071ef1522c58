namespace Frontdesk.Platform.Signals;

/// <summary>Tells every node to forget what it remembers of the database.</summary>
public static class Caches
{
    public const string Signal = "caches";

    public static Signal Clear { get; } = new(Signal, "");
}
