namespace Frontdesk.Platform.Jobs;

/// <summary>Rung when this node has queued a job, so that it starts at once and not at the next look.</summary>
public sealed class JobBell : IDisposable
{
    private readonly Bell _bell = new();

    public void Ring() => _bell.Ring();

    public Task Wait(TimeSpan patience, CancellationToken ct) => _bell.Wait(ct, patience);

    public void Dispose() => _bell.Dispose();
}
