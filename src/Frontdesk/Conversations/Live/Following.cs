namespace Frontdesk.Conversations.Live;

/// <summary>What is to be read of a conversation: what came after the oldest follower's counters.</summary>
/// <param name="Known">Its head, where nothing but messages is new since it was read.</param>
/// <param name="UpTo">Read no messages beyond: what happened between them and these is not known yet.</param>
public sealed record Wanted(Guid WorkspaceId, Guid ConversationId, long Seq, long Change, ConversationHead? Known = null, long UpTo = long.MaxValue);

/// <summary>
/// The followers of one conversation on this node, and where it stood when they were last told. They come and go at any
/// time, so their list is copied on write; everything else is done by the one loop that delivers.
/// </summary>
public sealed class Following(Guid workspaceId)
{
    private readonly Lock _gate = new();
    private bool _over;
    private ConversationHead? _head;

    public Guid WorkspaceId => workspaceId;
    public IConversationFollower[] All { get; private set; } = [];

    public bool Add(IConversationFollower follower)
    {
        lock (_gate)
        {
            All = _over ? All : [.. All, follower];
            return !_over;
        }
    }

    /// <summary>True when nobody is left.</summary>
    public bool Remove(IConversationFollower follower)
    {
        lock (_gate)
        {
            All = [.. All.Where(f => !ReferenceEquals(f, follower))];
            return _over = All.Length == 0;
        }
    }

    /// <summary>Whether everybody here has been told as much.</summary>
    public bool Has(Counters counters) => _head is { } head && head.Seq >= counters.Seq && head.Change >= counters.Change && StandAt(head);

    /// <summary>What to read until then. Null when nobody is left.</summary>
    public Wanted? Lacks(Counters counters) => _head is { } head && head.Change == counters.Change && StandAt(head)
        ? new Wanted(counters.WorkspaceId, counters.ConversationId, head.Seq, head.Change, head, counters.Seq)
        : All is { Length: > 0 } followers
            ? new Wanted(counters.WorkspaceId, counters.ConversationId, followers.Min(f => f.Cursor.Seq), followers.Min(f => f.Cursor.Change))
            : null;

    /// <summary>The messages as news, when they are all that is new to everybody here.</summary>
    public ConversationNews? GoOn(StoredHere talk) => _head is { } head && head.Change == talk.Counters.Change && talk.Messages[0].Seq == head.Seq + 1 && StandAt(head)
        ? ConversationNews.Of(head, talk.Messages)
        : null;

    /// <summary>For those who stand further back, <see cref="LiveConversations.Follow"/> has asked for a look of their own.</summary>
    public void Hand(ConversationNews news)
    {
        _head = news.Head;
        foreach (var follower in All.Where(f => news.Continues(f.Cursor)))
        {
            follower.Receive(news);
        }
    }

    private bool StandAt(ConversationHead head) => All.All(f => f.Cursor.Seq == head.Seq && f.Cursor.Change == head.Change);
}
