using System.Diagnostics;
using System.Threading.Channels;
using Frontdesk.Load.Proof;

namespace Frontdesk.Load.People;

/// <summary>What was written and is not acknowledged yet, oldest first. Only the first is on its way.</summary>
public sealed class Outbox
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(3);
    private readonly Queue<Entry> _waiting = [];
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _lock = new();

    public Entry? First
    {
        get
        {
            lock (_lock)
            {
                return _waiting.TryPeek(out var first) ? first : null;
            }
        }
    }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    public void Add(Entry entry)
    {
        lock (_lock)
        {
            _waiting.Enqueue(entry);
        }

        _changed.Writer.TryWrite(true);
    }

    /// <summary>The first is done with, if it is this one; a second answer to one that was sent twice comes too late.</summary>
    public void Done(Guid id)
    {
        lock (_lock)
        {
            if (_waiting.TryPeek(out var first) && first.Id == id)
            {
                _waiting.Dequeue();
            }
        }

        _changed.Writer.TryWrite(true);
    }

    /// <summary>The first, as soon as there is one.</summary>
    public async Task<Entry> Next(CancellationToken ct)
    {
        while (true)
        {
            if (First is { } entry)
            {
                return entry;
            }

            await Changed(Look, ct);
        }
    }

    /// <summary>Until this one is done with, or the time is over.</summary>
    public async Task Without(Entry entry, TimeSpan atMost, CancellationToken ct)
    {
        var waiting = Stopwatch.StartNew();
        while (First == entry && waiting.Elapsed < atMost)
        {
            await Changed(atMost - waiting.Elapsed, ct);
        }
    }

    private async Task Changed(TimeSpan atMost, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(atMost);
        try
        {
            await _changed.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // nothing did
        }
    }
}
