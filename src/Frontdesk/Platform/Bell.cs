namespace Frontdesk.Platform;

/// <summary>Wakes one loop that waits for work. Ringing it while it rings already changes nothing.</summary>
public sealed class Bell : IDisposable
{
    private readonly SemaphoreSlim _bell = new(0, 1);
    private int _rings;

    public void Ring()
    {
        if (Interlocked.Exchange(ref _rings, 1) == 0)
        {
            _bell.Release();
        }
    }

    /// <summary>Until rung, or at most <paramref name="patience"/>. Cancelling it only ends the wait.</summary>
    public async Task Wait(CancellationToken ct, TimeSpan? patience = null)
    {
        Task ringing = _bell.WaitAsync(patience ?? Timeout.InfiniteTimeSpan, ct);
        await ringing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ringing is Task<bool> { IsCompletedSuccessfully: true, Result: true })
        {
            Interlocked.Exchange(ref _rings, 0); // whoever rings from here on is heard the next time
        }
    }

    public void Dispose() => _bell.Dispose();
}
