using System.Globalization;

namespace Frontdesk.Knowledge.Gaps;

/// <summary>The span a report covers: the last 7, 30 or 90 days.</summary>
public sealed record GapPeriod(int Days, DateTimeOffset Start, DateTimeOffset End)
{
    public static readonly int[] Choices = [7, 30, 90];

    public string Name => $"{Days}d";

    /// <summary>Null for a text that names none of the three.</summary>
    public static GapPeriod? From(string? text, DateTimeOffset now) =>
        Choices.Cast<int?>().FirstOrDefault(days => $"{days}d" == (text ?? "30d")) is { } found ? new GapPeriod(found, now.AddDays(-found), now) : null;

    /// <summary>Equal parts for a chart: days of a week, weeks of a month, fortnights of a quarter, oldest first.</summary>
    public IEnumerable<(string Label, DateTimeOffset From, DateTimeOffset To)> Parts()
    {
        var (count, length) = Days switch { 7 => (7, 1.0), 30 => (6, 5.0), _ => (9, 10.0) };
        for (var part = 0; part < count; part++)
        {
            var from = Start.AddDays(part * length);
            yield return (from.ToString("d MMM", CultureInfo.InvariantCulture), from, Start.AddDays((part + 1) * length));
        }
    }
}
