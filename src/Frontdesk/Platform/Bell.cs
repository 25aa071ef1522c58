namespace Frontdesk.Platform;

/// <summary>Wakes one loop that waits for work. Ringing it while it rings already changes nothing.</summary>
public sealed class Bell : IDisposable
{
    private readonly SemaphoreSlim _bell = new(0, 1);

    public void Ring()
    {
        try
        {
            _bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // it is ringing already
        }
    }

    /// <summary>Until rung, or at most <paramref name="patience"/>. Cancelling it only ends the wait.</summary>
    public async Task Wait(CancellationToken ct, TimeSpan? patience = null)
    {
        Task ringing = _bell.WaitAsync(patience ?? Timeout.InfiniteTimeSpan, ct);
        await ringing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _bell.Dispose();
}
