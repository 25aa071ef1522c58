namespace Frontdesk.Knowledge.Indexes;

/// <summary>
/// One chatbot's index on this node. The first one is waited for; later ones are made at one's back, by one at a time, while the one
/// before answers. A signal makes the next one at once; without any the version is compared every few seconds.
/// </summary>
internal sealed class IndexSlot(Func<KnowledgeIndex?, Task<KnowledgeIndex>> load, TimeProvider clock)
{
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    // A small change is loaded sooner than this, and then nobody gets an answer from before it.
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan InUse = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private Task<KnowledgeIndex>? _running;
    private bool _changed;
    private DateTimeOffset _due;

    public KnowledgeIndex? Current { get; private set; }

    public DateTimeOffset UsedAt { get; private set; } = clock.GetUtcNow();

    public async Task<KnowledgeIndex> Get(CancellationToken ct)
    {
        UsedAt = clock.GetUtcNow();
        if (RunIfDue() is not { } running)
        {
            return Current!;
        }

        if (Current is { } before)
        {
            await Task.WhenAny(running, Task.Delay(WorthWaiting, ct));
            return running.IsCompletedSuccessfully ? running.Result : Current ?? before;
        }

        return await running.WaitAsync(ct);
    }

    /// <summary>Whoever asks next finds it changed already, or on its way.</summary>
    public void HearsOfChange()
    {
        lock (_lock)
        {
            _changed = true;
        }

        if (clock.GetUtcNow() - UsedAt < InUse)
        {
            RunIfDue();
        }
    }

    /// <summary>Null where the index is current as far as is known.</summary>
    private Task<KnowledgeIndex>? RunIfDue()
    {
        lock (_lock)
        {
            if (_running is not null)
            {
                return _running;
            }

            return Current is not null && !_changed && clock.GetUtcNow() < _due ? null : _running = Run();
        }
    }

    private async Task<KnowledgeIndex> Run()
    {
        await Task.Yield(); // out of the lock
        var pause = AfterFailure;
        try
        {
            KnowledgeIndex loaded;
            do
            {
                lock (_lock)
                {
                    _changed = false;
                }

                Current = loaded = await load(Current);
            }
            while (ChangedMeanwhile());

            pause = BetweenChecks;
            return loaded;
        }
        finally
        {
            lock (_lock)
            {
                (_running, _due) = (null, clock.GetUtcNow() + pause);
            }
        }
    }

    private bool ChangedMeanwhile()
    {
        lock (_lock)
        {
            return _changed;
        }
    }
}
