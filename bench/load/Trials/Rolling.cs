using Frontdesk.Load.Machine;
using Frontdesk.Load.People;

namespace Frontdesk.Load.Trials;

/// <summary>An update without an outage: SIGTERM, wait until the node is ready again, the next one.</summary>
public static class Rolling
{
    public static async Task<Outcome> Run(Place place, TrialOptions options, CancellationToken ct)
    {
        await using var scene = await Scene.Open(place, options, 3, 100, Habits.Calm, answers: true, ct);
        scene.Begin(TimeSpan.FromSeconds(5));
        scene.Timeline.Note("people begin to talk");
        await scene.While(ending => RestartAll(scene, options.Time ?? TimeSpan.Zero, ending), ct);
        return await scene.End(TimeSpan.FromSeconds(90));
    }

    private static async Task RestartAll(Scene scene, TimeSpan time, CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromSeconds(10), ct);
        var end = scene.Timeline.Now + time;
        do
        {
            foreach (var node in scene.Cluster.Nodes)
            {
                await Restart(node, scene.Timeline);
                await Task.Delay(TimeSpan.FromSeconds(5), ct); // the proxy looks twice before it believes in it again
            }
        }
        while (scene.Timeline.Now < end);
    }

    private static async Task Restart(ClusterNode node, Timeline timeline)
    {
        timeline.Note($"SIGTERM to {node.Name}");
        await node.Terminate();
        timeline.Note($"{node.Name} has ended");
        await node.Start();
        timeline.Note($"{node.Name} is ready again");
    }
}
