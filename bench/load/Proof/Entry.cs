using System.Diagnostics;

namespace Frontdesk.Load.Proof;

/// <summary>Where a message stands, as its acknowledgement says.</summary>
public sealed record Stored(Guid MessageId, Guid Conversation, long Seq);

/// <summary>A message somebody wrote. It keeps its id however often it is sent.</summary>
public sealed class Entry(Guid id, string author, int number, string content, Guid? conversation)
{
    private readonly long _written = Stopwatch.GetTimestamp();
    private Stored? _stored;

    public Guid Id => id;

    public string Author => author;

    /// <summary>Authors count their messages; each is sent when the one before was acknowledged.</summary>
    public int Number => number;

    public string Content => content;

    /// <summary>Null for the message that opens a conversation.</summary>
    public Guid? Conversation => conversation;

    public Stored? Stored => _stored;

    /// <summary>Why the server did not take it: the word was somebody else's.</summary>
    public string? Refused { get; set; }

    /// <summary>Stored before the trial began: how long it took since says nothing.</summary>
    public bool IsOld { get; private set; }

    public void Remember(Stored stored) => (_stored, IsOld) = (stored, true);

    public TimeSpan SinceWritten => Stopwatch.GetElapsedTime(_written);

    /// <summary>False where an earlier acknowledgement said something else.</summary>
    public bool Acknowledge(Stored stored, out Stored? before)
    {
        before = Interlocked.CompareExchange(ref _stored, stored, null);
        return before is null || before == stored;
    }

    public override string ToString() => $"{author}'s message {number} ({id})";
}
