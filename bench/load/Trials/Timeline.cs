using System.Diagnostics;
using System.Globalization;
using Frontdesk.Load.Proof;

namespace Frontdesk.Load.Trials;

/// <summary>What was done to the cluster and when, with what people got done in between where a ledger is kept.</summary>
public sealed class Timeline(Ledger? ledger = null)
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<string> _lines = [];
    private (TimeSpan At, long Acknowledged) _before;

    public TimeSpan Now => _clock.Elapsed;

    public int Kills { get; private set; }

    public void Note(string what)
    {
        var (now, acknowledged) = (_clock.Elapsed, ledger?.Acknowledged ?? 0);
        var since = string.Create(CultureInfo.InvariantCulture, $"{(acknowledged - _before.Acknowledged) / Math.Max(0.001, (now - _before.At).TotalSeconds),6:0} acknowledged/s since the line above");
        var line = string.Create(CultureInfo.InvariantCulture, $"{now.TotalSeconds,6:0.0} s  {what,-66} {(ledger is null ? "" : since)}").TrimEnd();
        _before = (now, acknowledged);
        Kills += what.Contains("kill -9", StringComparison.Ordinal) ? 1 : 0;
        _lines.Add(line);
        Console.Error.WriteLine(line);
    }

    public override string ToString() => $"```\n{string.Join('\n', _lines)}\n```";
}
