using System.Globalization;
using System.Text;
using Frontdesk.Load.Machine;
using Frontdesk.Load.People;
using Frontdesk.Load.Report;

namespace Frontdesk.Load.Trials;

/// <summary>Steady talk for a long time; memory, handles and threads of the servers must stay where they are.</summary>
public static class Soak
{
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(5);

    public static async Task<Outcome> Run(Place place, TrialOptions options, CancellationToken ct)
    {
        await using var scene = await Scene.Open(place, options, 2, 100, Habits.Calm, answers: true, ct);
        scene.Begin(TimeSpan.FromSeconds(5));
        scene.Timeline.Note("people begin to talk");
        var time = options.Time ?? TimeSpan.FromMinutes(30);
        var samples = new List<(double Hours, Vitals Vitals)>();
        while (scene.Timeline.Now < time)
        {
            await Task.Delay(Each, ct);
            samples.Add((scene.Timeline.Now.TotalHours, Vitals.Of(scene.Cluster.Servers())));
        }

        var half = samples.Skip(samples.Count / 2).ToList();
        var text = new StringBuilder();
        Markdown.Row(text, "both servers together", "at the beginning", "half way", "at the end", "slope of the second half", "");
        Markdown.Row(text, "---", "---", "---", "---", "---", "---");
        Line(text, "resident memory, MB", samples, half, v => v.ResidentMb);
        Line(text, "of it not from files, MB", samples, half, v => v.AnonymousMb);
        Line(text, "open handles", samples, half, v => v.Handles);
        Line(text, "threads", samples, half, v => v.Threads);
        var outcome = await scene.End(TimeSpan.FromSeconds(90));
        return outcome with { Text = $"{outcome.Text}\n\n{text}" };
    }

    private static void Line(StringBuilder text, string what, List<(double Hours, Vitals Vitals)> all, List<(double Hours, Vitals Vitals)> half, Func<Vitals, double> of)
    {
        var slope = Slope([.. half.Select(s => (s.Hours, of(s.Vitals)))]);
        var (middle, span) = (half.Average(s => of(s.Vitals)), half[^1].Hours - half[0].Hours);

        // Flat: over the second half it moves by less than a fiftieth of what it is.
        var flat = slope * span <= middle / 50;
        Markdown.Row(text, what, Whole(of(all[0].Vitals)), Whole(of(half[0].Vitals)), Whole(of(half[^1].Vitals)), $"{Whole(slope)} an hour", flat ? "flat" : "**grows**");
    }

    /// <summary>Least squares.</summary>
    private static double Slope((double X, double Y)[] points)
    {
        var (x, y) = (points.Average(p => p.X), points.Average(p => p.Y));
        var spread = points.Sum(p => (p.X - x) * (p.X - x));
        return spread > 0 ? points.Sum(p => (p.X - x) * (p.Y - y)) / spread : 0;
    }

    private static string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
