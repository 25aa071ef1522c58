namespace Frontdesk.Platform.Signals;

/// <summary>
/// A wake-up between nodes: a word for what happened, ids and counters, at most 7 900 bytes. It may be lost; whoever receives it
/// reads the state back through the doors.
/// </summary>
public readonly record struct Signal(string Kind, string Payload)
{
    /// <summary>Whether what it tells of is found without it within seconds. Any other is kept when it is announced with a change.</summary>
    public bool IsFoundAnyway { get; init; }

    public static Signal Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? new Signal(text, "") : new Signal(text[..space], text[(space + 1)..]);
    }

    public override string ToString() => $"{Kind} {Payload}";
}
