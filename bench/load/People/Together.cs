using System.Text.Json;
using Frontdesk.Load.Proof;
using Frontdesk.Load.Wire;

namespace Frontdesk.Load.People;

public static class Together
{
    /// <summary>When one loop ends the others are ended too, and the first one's reason is what is thrown.</summary>
    public static async Task End(CancellationTokenSource both, params Task[] loops)
    {
        var first = await Task.WhenAny(loops);
        await both.CancelAsync();
        await Task.WhenAll(loops).ContinueWith(_ => { }, TaskScheduler.Default);
        await first;
    }

    /// <summary>Makes <paramref name="count"/> of something, <paramref name="atOnce"/> at a time.</summary>
    public static async Task<T[]> Times<T>(this int atOnce, int count, Func<int, CancellationToken, Task<T>> make, CancellationToken ct)
    {
        var made = new T[count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = ct };
        await Parallel.ForAsync(0, count, options, async (i, stop) => made[i] = await make(i, stop));
        return made;
    }

    public static async Task Ping(WebSocketLine line, TimeSpan each, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(each, ct);
            line.Say("ping", new { });
        }
    }
}

public static class Sights
{
    /// <summary>Notes a line of the conversation; whatever else a server says does not belong to the account.</summary>
    public static void Note(Sight sight, string name, JsonElement data)
    {
        var isStatus = name == "conversation:status_changed";
        if ((name.StartsWith("conversation:", StringComparison.Ordinal) || name.StartsWith("agent:", StringComparison.Ordinal)) && name != "conversation:changed"
            && data.TryGetProperty("change", out var change))
        {
            sight.Happened(name, change.GetInt64(), isStatus);
        }
    }
}
