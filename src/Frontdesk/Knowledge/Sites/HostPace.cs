namespace Frontdesk.Knowledge.Sites;

/// <summary>Lets one request at a time to a host, each some time after the last, whichever crawl of this node asks.</summary>
public sealed class HostPace(TimeProvider clock)
{
    private const int Enough = 100;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Turn> _turns = [];

    /// <summary>Waits for the host's turn; dispose of it when the answer is read.</summary>
    public async Task<IDisposable> Enter(string host, TimeSpan delay, CancellationToken ct)
    {
        var turn = Join(host);
        try
        {
            await turn.Gate.WaitAsync(ct);
        }
        catch
        {
            Leave(turn);
            throw;
        }

        try
        {
            if (turn.FreeAt - clock.GetUtcNow() is { Ticks: > 0 } rest)
            {
                await Task.Delay(rest, clock, ct);
            }
        }
        catch
        {
            turn.Gate.Release();
            Leave(turn);
            throw;
        }

        return new Visit(this, turn, delay);
    }

    private Turn Join(string host)
    {
        lock (_gate)
        {
            if (_turns.Count > Enough)
            {
                foreach (var (name, _) in _turns.Where(t => t.Value.Users == 0 && t.Value.FreeAt < clock.GetUtcNow()).ToList())
                {
                    _turns.Remove(name);
                }
            }

            var turn = _turns.TryGetValue(host, out var known) ? known : _turns[host] = new Turn();
            turn.Users++;
            return turn;
        }
    }

    private void Leave(Turn turn)
    {
        lock (_gate)
        {
            turn.Users--;
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(1);
        public DateTimeOffset FreeAt { get; set; }
        public int Users { get; set; }
    }

    private sealed class Visit(HostPace pace, Turn turn, TimeSpan delay) : IDisposable
    {
        public void Dispose()
        {
            turn.FreeAt = pace.Now + delay;
            turn.Gate.Release();
            pace.Leave(turn);
        }
    }

    private DateTimeOffset Now => clock.GetUtcNow();
}
