using System.Collections.Concurrent;

namespace Frontdesk.Load.Proof;

/// <summary>What everybody wrote, what they were told became of it, and what they saw. Audited against the database in the end.</summary>
public sealed class Ledger
{
    private readonly ConcurrentDictionary<Guid, Entry> _entries = [];
    private readonly ConcurrentBag<Sight> _sights = [];
    private readonly ConcurrentBag<string> _broken = [];
    private long _lastAcknowledged, _acknowledged;

    public IReadOnlyDictionary<Guid, Entry> Entries => _entries;

    public IReadOnlyCollection<Sight> Sights => _sights;

    /// <summary>Promises that were seen broken while they talked.</summary>
    public IReadOnlyCollection<string> Broken => _broken;

    /// <summary>From the first sending to the acknowledgement; to the moment an agent's page has it.</summary>
    public Latencies Ack { get; } = new();

    public Latencies Delivery { get; } = new();

    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>When anybody was last told "stored", in stopwatch ticks.</summary>
    public long LastAcknowledged => Interlocked.Read(ref _lastAcknowledged);

    public Entry Write(string author, int number, Guid? conversation)
    {
        var entry = new Entry(Guid.CreateVersion7(), author, number, $"{author} writes message {number}: is my parcel on its way?", conversation);
        _entries[entry.Id] = entry;
        return entry;
    }

    public void Acknowledge(Entry entry, Guid messageId, Guid conversation, long seq)
    {
        if (entry.Acknowledge(new Stored(messageId, conversation, seq), out var first) is false)
        {
            Break($"{entry} was acknowledged as seq {first!.Seq} and again as seq {seq} of {conversation}");
        }
        else if (first is null)
        {
            Ack.Add(entry.SinceWritten);
            Interlocked.Increment(ref _acknowledged);
            Interlocked.Exchange(ref _lastAcknowledged, System.Diagnostics.Stopwatch.GetTimestamp());
        }
    }

    public Sight Watch(string who, Guid conversation, bool agent, long seq = 0)
    {
        var sight = new Sight(who, conversation, agent, seq);
        _sights.Add(sight);
        return sight;
    }

    public void Delivered(Guid clientMessageId)
    {
        if (_entries.TryGetValue(clientMessageId, out var entry) && !entry.IsOld)
        {
            Delivery.Add(entry.SinceWritten);
        }
    }

    public void Break(string promise) => _broken.Add(promise);
}
