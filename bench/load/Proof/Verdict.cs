using System.Globalization;
using System.Text;

namespace Frontdesk.Load.Proof;

public enum Fault { Lost, Doubled, OutOfOrder, Hole, Wrong }

/// <summary>How many promises were broken, of each kind, and the first few by name.</summary>
public sealed record Verdict
{
    private const int Named = 20;
    private readonly int[] _counts = new int[Enum.GetValues<Fault>().Length];
    private readonly List<string> _first = [];

    public int Written { get; init; }
    public int Acknowledged { get; init; }
    public int Stored { get; init; }

    /// <summary>Messages that came onto somebody's screen.</summary>
    public long Frames { get; init; }

    /// <summary>Times a client found a number missing in its stream and asked again. No promise is broken by that.</summary>
    public int Gaps { get; init; }

    public bool Holds => _counts.All(count => count == 0);

    public int this[Fault fault] => _counts[(int)fault];

    public IReadOnlyList<string> First => _first;

    public void Find(Fault fault, string what) => Count(fault, 1, what);

    public void Count(Fault fault, int times, string what)
    {
        _counts[(int)fault] += times;
        if (times > 0 && _first.Count < Named)
        {
            _first.Add($"{fault}: {what}");
        }
    }

    /// <summary>Two lines of markdown, and what was found.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"- Ledger: {Written:N0} written, {Acknowledged:N0} acknowledged, {Stored:N0} stored (answers and openings included), {Frames:N0} shown on screens, {Gaps:N0} gaps that a client asked again for.");
        text.Append(CultureInfo.InvariantCulture, $"- **{this[Fault.Lost]} lost, {this[Fault.Doubled]} doubled, {this[Fault.OutOfOrder]} out of order, {this[Fault.Hole]} holes, {this[Fault.Wrong]} wrong** {(Holds ? "✓" : "✗")}");
        foreach (var found in _first)
        {
            text.AppendLine().Append("  - ").Append(found);
        }

        return text.ToString();
    }
}
