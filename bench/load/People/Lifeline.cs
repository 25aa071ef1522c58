using System.Diagnostics;

namespace Frontdesk.Load.People;

/// <summary>A client's connection: whenever it is lost it is made again, after waits that grow and are spread.</summary>
public sealed class Lifeline(World world, Random random)
{
    private long _lostAt;
    private int _failures;

    /// <param name="connect">Serves one connection and ends by the exception that lost it.</param>
    /// <param name="ct">Cancelled when the client goes home.</param>
    public async Task Hold(Func<Task> connect, Action<Exception> onLoss, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await connect();
            }
            catch (Exception lost) when (Wires.IsLost(lost))
            {
                if (!ct.IsCancellationRequested)
                {
                    world.Tally.Count(Wires.Reason(lost));
                    onLoss(lost);
                    _lostAt = _lostAt == 0 ? Stopwatch.GetTimestamp() : _lostAt;
                    await Task.Delay(random.Backoff(_failures++), CancellationToken.None);
                }
            }
        }
    }

    /// <summary>The other side answers again.</summary>
    public void IsBack()
    {
        if (_lostAt != 0)
        {
            world.Tally.Back(_lostAt);
        }

        (_lostAt, _failures) = (0, 0);
    }
}
