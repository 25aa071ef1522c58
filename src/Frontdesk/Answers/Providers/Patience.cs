namespace Frontdesk.Answers.Providers;

/// <summary>Cancels its token when the next words, or the whole answer, are overdue.</summary>
internal sealed class Patience : IDisposable
{
    private readonly CancellationTokenSource whole;
    private readonly CancellationTokenSource next;

    public Patience(ProviderOptions limits, CancellationToken caller)
    {
        whole = CancellationTokenSource.CreateLinkedTokenSource(caller);
        whole.CancelAfter(limits.Whole);
        next = CancellationTokenSource.CreateLinkedTokenSource(whole.Token);
    }

    public CancellationToken Token => next.Token;

    public void WaitFor(TimeSpan limit) => next.CancelAfter(limit);

    public void Rest() => next.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        next.Dispose();
        whole.Dispose();
    }
}
