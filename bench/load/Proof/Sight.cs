namespace Frontdesk.Load.Proof;

/// <summary>
/// One conversation as one client has it on the screen, and what the raw stream did to get it there. A stream begins with
/// the cursor of a resume: from there on each seq comes once, in order.
/// </summary>
public sealed class Sight(string who, Guid conversation, bool agent, long from)
{
    private readonly List<Guid> _shown = [];
    private readonly HashSet<long> _changes = [];
    private readonly HashSet<(string, long)> _inStream = [];
    private readonly Lock _lock = new();
    private bool _asking;

    public string Who => who;

    public Guid Conversation => conversation;

    /// <summary>An agent's, who sees all; a visitor sees what is theirs to see.</summary>
    public bool Agent => agent;

    public long From => from;

    public long Seq => from + _shown.Count;

    public long Change { get; private set; }

    public IReadOnlyList<Guid> Shown => _shown;

    public IReadOnlySet<long> Changes => _changes;

    /// <summary>The same message twice in one stream.</summary>
    public int Doubled { get; private set; }

    public int OutOfOrder { get; private set; }

    /// <summary>Times a message came before the one below it, so that the client asked again.</summary>
    public int Gaps { get; private set; }

    /// <summary>A new connection: what comes is newer than the cursor.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _asking = false;
            _inStream.Clear();
        }
    }

    /// <summary>A second resume on the same connection: what was on its way before may come once more.</summary>
    public void AskAgain() => _asking = true;

    public void Answered(long change)
    {
        lock (_lock)
        {
            _asking = false;
            Change = Math.Max(Change, change);
        }
    }

    /// <summary>False where one is missing before it.</summary>
    public bool Sees(long seq, Guid id)
    {
        lock (_lock)
        {
            if (seq <= Seq)
            {
                Doubled += _asking ? 0 : 1;
                OutOfOrder += seq <= from || _shown[(int)(seq - from - 1)] == id ? 0 : 1; // another message under a number that was given
                return true;
            }

            if (seq > Seq + 1)
            {
                Gaps++;
                return false;
            }

            _shown.Add(id);
            return true;
        }
    }

    /// <summary>Something happened to the conversation; its status is told apart, under the same number.</summary>
    public void Happened(string kind, long change, bool isStatus)
    {
        lock (_lock)
        {
            Change = Math.Max(Change, change);
            if (!isStatus)
            {
                Doubled += _inStream.Add((kind, change)) || _asking ? 0 : 1;
                _changes.Add(change);
            }
        }
    }
}
