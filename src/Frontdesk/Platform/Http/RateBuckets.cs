using System.Collections.Concurrent;

namespace Frontdesk.Platform.Http;

/// <summary>
/// <paramref name="Limit"/> at once and as many again evenly over each window: after a pause a burst and its refill may
/// together come near twice the limit within one window.
/// </summary>
public sealed record Rate(int Limit, TimeSpan Window)
{
    public Rate Scaled(double scale) => this with { Limit = Math.Max(1, (int)(Limit * scale)) };
}

/// <summary>Counts per key in this node's memory. One timestamp a key (the generic cell rate algorithm).</summary>
public sealed class RateBuckets(Rate rate, TimeProvider clock)
{
    private const int MostKeys = 100_000;
    private readonly ConcurrentDictionary<string, long> _fullAgainAt = new();
    private readonly long _step = rate.Window.Ticks / rate.Limit;

    /// <summary>Null when it fits, else how long to wait.</summary>
    public TimeSpan? Take(string key)
    {
        var now = clock.GetUtcNow().UtcTicks;
        TimeSpan? wait = null;
        _fullAgainAt.AddOrUpdate(key, _ => now + _step, (_, fullAt) =>
        {
            var next = Math.Max(now, fullAt) + _step;
            var over = next - now - rate.Window.Ticks;
            wait = over > 0 ? TimeSpan.FromTicks(over) : null;
            return over > 0 ? fullAt : next;
        });
        ForgetFull(now);
        return wait;
    }

    private void ForgetFull(long now)
    {
        if (_fullAgainAt.Count > MostKeys)
        {
            foreach (var (key, fullAt) in _fullAgainAt)
            {
                if (fullAt <= now)
                {
                    _fullAgainAt.TryRemove(key, out _);
                }
            }
        }
    }
}
