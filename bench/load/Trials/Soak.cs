using Frontdesk.Load.Machine;
using Frontdesk.Load.People;
using Frontdesk.Load.Report;

namespace Frontdesk.Load.Trials;

/// <summary>Steady talk for a long time; memory, handles and threads of the servers must stay where they are.</summary>
public static class Soak
{
    /// <summary>Every so often a full collection is asked for, so that what grows is what is kept, not what waits to be collected.</summary>
    private const int Samples = 40;

    public static async Task<Outcome> Run(Place place, TrialOptions options, CancellationToken ct)
    {
        await using var scene = await Scene.Open(place, options, 2, 100, Habits.Calm, answers: true, ct);
        scene.Begin(TimeSpan.FromSeconds(5));
        scene.Timeline.Note("people begin to talk");
        var trend = new Trend();
        await scene.While(ending => Sample(scene, trend, options.Time ?? TimeSpan.FromMinutes(10), ending), ct);
        var outcome = await scene.End(TimeSpan.FromSeconds(90));
        return new Outcome($"{outcome.Text}\n\n{trend}", outcome.Holds && !trend.Grows);
    }

    private static async Task Sample(Scene scene, Trend trend, TimeSpan time, CancellationToken ct)
    {
        for (var i = 1; i <= Samples; i++)
        {
            var pause = time * i / Samples - scene.Timeline.Now;
            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, ct);
            var alive = await Garbage.Collect(scene.Cluster.Servers(), ct);
            trend.Add(scene.Timeline.Now, alive, Vitals.Of(scene.Cluster.Servers()));
            if (i % (Samples / 4) == 0)
            {
                scene.Timeline.Note($"{alive:N0} MB of the heap are alive");
            }
        }
    }
}
