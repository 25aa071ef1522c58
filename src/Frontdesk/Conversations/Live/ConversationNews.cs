namespace Frontdesk.Conversations.Live;

/// <summary>Where a conversation stands: its status and its two counters.</summary>
public sealed record ConversationHead(
    Guid ConversationId, Guid WorkspaceId, Guid ChatbotId, ConversationStatus Status, long Seq, long Change, AgentView? Agent,
    DateTimeOffset LastMessageAt, int? Rating, long ReadByAgentSeq, long ReadByVisitorSeq)
{
    /// <summary>An agent who writes has read what stands above.</summary>
    internal ConversationHead After(IReadOnlyList<MessageView> messages, MessageView last) => this with
    {
        Seq = last.Seq,
        LastMessageAt = last.CreatedAt,
        ReadByAgentSeq = messages.LastOrDefault(m => m.Sender.Type == SenderType.Agent)?.Seq ?? ReadByAgentSeq,
    };
}

/// <summary>What is new in a conversation since the oldest cursor of those who followed it here when it was read.</summary>
public sealed record ConversationNews(ConversationHead Head, IReadOnlyList<MessageView> Messages, IReadOnlyList<EventView> Events)
{
    /// <summary>The counters it was read from.</summary>
    public (long Seq, long Change) Since { get; init; }

    /// <summary>Messages that follow on a head that was read before.</summary>
    public static ConversationNews Of(ConversationHead before, IReadOnlyList<MessageView> messages) =>
        new(messages is [.., var last] ? before.After(messages, last) : before, messages, []) { Since = (before.Seq, before.Change) };

    /// <summary>Whether it begins no later than the follower stands. Who came while it was being read stands further back.</summary>
    public bool Continues(Cursor cursor) => Since.Seq <= cursor.Seq && Since.Change <= cursor.Change;
}

/// <summary>Where a follower stands in one conversation; what it was sent has no gap.</summary>
public sealed class Cursor(long seq, long change)
{
    public long Seq { get; private set; } = seq;
    public long Change { get; private set; } = change;
    public ConversationStatus? Status { get; private set; }

    /// <summary>The part of the news this follower has not had, after which it has.</summary>
    public ConversationNews Take(ConversationNews news)
    {
        // Counters from a future that never was would swallow what comes next: such a follower stands at the head.
        (Seq, Change) = (Math.Min(Seq, news.Head.Seq), Math.Min(Change, news.Head.Change));
        var fresh = news with
        {
            Messages = [.. news.Messages.Where(m => m.Seq > Seq || m.Change > Change)],
            Events = [.. news.Events.Where(e => e.Change > Change)],
        };
        Seq = Math.Max(Seq, news.Messages.Count == 0 ? 0 : news.Messages.Max(m => m.Seq));
        Change = Math.Max(Math.Max(Change, news.Head.Change), news.Events.Count == 0 ? 0 : news.Events.Max(e => e.Change)); // an event may be younger than the head
        return fresh;
    }

    /// <summary>Whether the status differs from the one last told.</summary>
    public bool TellsNewStatus(ConversationStatus status)
    {
        var isNew = Status is { } known && known != status;
        Status = status;
        return isNew;
    }
}

/// <summary>Somebody on this node who wants a conversation's news: a visitor's socket, an agent's, a long poll.</summary>
public interface IConversationFollower
{
    Cursor Cursor { get; }

    /// <summary>Called by one thread at a time for a conversation; must return at once.</summary>
    void Receive(ConversationNews news);

    /// <summary>Something that is not kept: typing, unfinished words of an answer.</summary>
    void Receive(PassingFrame frame);
}

/// <summary>A frame that is sent to whoever is there and never replayed.</summary>
/// <param name="ToVisitor">Whether visitors get it.</param>
/// <param name="ToAgents">Whether agents get it.</param>
/// <param name="HoldsWords">
/// Whether it carries a piece of a text. An address may be cut in two by it, so those who see none wait for the whole.
/// </param>
public sealed record PassingFrame(Guid ConversationId, ReadOnlyMemory<byte> Bytes, bool ToVisitor, bool ToAgents, bool HoldsWords = false);
