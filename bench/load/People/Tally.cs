using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Frontdesk.Load.People;

/// <summary>What clients noticed: how often what went wrong, and how long they were cut off.</summary>
public sealed class Tally
{
    private readonly ConcurrentDictionary<string, int> _counts = [];
    private readonly ConcurrentBag<TimeSpan> _gaps = [];

    public int this[string what] => _counts.GetValueOrDefault(what);

    public Latencies Gaps { get; } = new();

    public int Reconnects => _gaps.Count;

    public TimeSpan LongestGap => _gaps.DefaultIfEmpty().Max();

    public void Count(string what) => _counts.AddOrUpdate(what, 1, (_, n) => n + 1);

    /// <summary>A connection was back.</summary>
    public void Back(long since)
    {
        var gap = Stopwatch.GetElapsedTime(since);
        _gaps.Add(gap);
        Gaps.Add(gap);
    }

    public override string ToString() => string.Join(", ", _counts.OrderByDescending(c => c.Value).Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Value:N0} × {c.Key}")));
}
