namespace Frontdesk.Platform.Signals;

/// <summary>
/// A wake-up between nodes: a word for what happened and ids, at most 7 900 bytes. It may be lost; whoever receives it
/// reads the state back through the doors.
/// </summary>
public readonly record struct Signal(string Kind, string Payload)
{
    public static Signal Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? new Signal(text, "") : new Signal(text[..space], text[(space + 1)..]);
    }

    public override string ToString() => $"{Kind} {Payload}";
}
