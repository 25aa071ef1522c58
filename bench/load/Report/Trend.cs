using System.Globalization;
using System.Text;
using Frontdesk.Load.Machine;

namespace Frontdesk.Load.Report;

/// <summary>
/// Whether the servers' vitals stay where they are: the least-squares slope after the warm-up, which is the first third. It
/// grows where the slope is above 0 by more than chance explains and the line rises by more than a fiftieth of what it is.
/// </summary>
public sealed class Trend
{
    private const double MuchOfIt = 0.02;

    /// <summary>Student's t for one side at 1 % with some twenty-five degrees of freedom: five lines are judged, so a steady server may be slandered in one run of twenty.</summary>
    private const double Certain = 2.5;

    private readonly List<(double Hours, double Alive, Vitals Vitals)> _samples = [];

    public bool Grows => Lines.Any(line => Slope.Of(After(line.Of)).Rises(Certain, MuchOfIt));

    private static IReadOnlyList<(string What, Func<(double Hours, double Alive, Vitals Vitals), double> Of)> Lines { get; } =
    [
        ("alive on the managed heaps, MB", s => s.Alive),
        ("resident memory, MB", s => s.Vitals.ResidentMb),
        ("of it not from files, MB", s => s.Vitals.AnonymousMb),
        ("open handles", s => s.Vitals.Handles),
        ("threads", s => s.Vitals.Threads),
    ];

    public void Add(TimeSpan at, double alive, Vitals vitals) => _samples.Add((at.TotalHours, alive, vitals));

    public override string ToString()
    {
        var text = new StringBuilder();
        Markdown.Row(text, "all servers together, after full collections", "at the beginning", "after the warm-up", "at the end", "slope since the warm-up, an hour", "");
        Markdown.Row(text, "---", "---", "---", "---", "---", "---");
        foreach (var (what, of) in Lines)
        {
            var (points, slope) = (After(of), Slope.Of(After(of)));
            Markdown.Row(text, what, Whole(of(_samples[0])), Whole(points[0].Y), Whole(points[^1].Y), $"{slope.PerHour.ToString("0.0", CultureInfo.InvariantCulture)} ± {slope.Error.ToString("0.0", CultureInfo.InvariantCulture)}", slope.Rises(Certain, MuchOfIt) ? "**grows**" : "flat");
        }

        return text.ToString().TrimEnd();
    }

    private (double X, double Y)[] After(Func<(double Hours, double Alive, Vitals Vitals), double> of) => [.. _samples.Skip(_samples.Count / 3).Select(s => (s.Hours, of(s)))];

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}

/// <summary>A line through points by least squares, with the standard error of its slope.</summary>
public readonly record struct Slope(double PerHour, double Error, double Span, double Mean)
{
    public static Slope Of((double X, double Y)[] points)
    {
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        var spread = points.Sum(p => (p.X - x) * (p.X - x));
        var slope = points.Sum(p => (p.X - x) * (p.Y - y)) / spread;
        var rest = points.Sum(p => Math.Pow(p.Y - y - slope * (p.X - x), 2));
        return new Slope(slope, Math.Sqrt(rest / (points.Length - 2) / spread), points[^1].X - points[0].X, y);
    }

    /// <param name="errors">How many standard errors it must be away from 0 to be believed.</param>
    /// <param name="share">Of the mean; less is not worth a word.</param>
    public bool Rises(double errors, double share) => PerHour > errors * Error && PerHour * Span > share * Mean;
}
