namespace Frontdesk.Platform.Jobs;

/// <summary>Rung when this node has queued a job, so that it starts at once and not at the next look.</summary>
public sealed class JobBell : IDisposable
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

    public void Dispose() => _bell.Dispose();

    /// <summary>Until rung, at most <paramref name="patience"/>.</summary>
    public Task Wait(TimeSpan patience, CancellationToken ct) => _bell.WaitAsync(patience, ct);
}
