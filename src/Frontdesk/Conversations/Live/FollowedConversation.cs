using Frontdesk.Platform.Sockets;

namespace Frontdesk.Conversations.Live;

/// <summary>Who listens at the other end of a socket, which decides what is said.</summary>
public enum Audience
{
    Visitor,
    Member,
    /// <summary>Reads along with contact data hidden.</summary>
    MemberWithoutContacts,
}

/// <summary>A conversation that a socket follows: turns news into frames, in order, each once.</summary>
public sealed class FollowedConversation(FrameSocket socket, Guid conversationId, Cursor cursor, Audience audience, Action<long>? delivered = null) : IConversationFollower
{
    private bool _resumed;
    private long _readByAgent;
    private long _readByVisitor;

    public Guid ConversationId => conversationId;
    public Cursor Cursor => cursor;

    public void Receive(ConversationNews news)
    {
        var known = Math.Min(Cursor.Seq, news.Head.Seq);
        var fresh = Cursor.Take(news);
        foreach (var bytes in InOrder(fresh, known))
        {
            socket.Send(bytes);
        }

        if (fresh.Messages.Any(m => m.Sender.Type == SenderType.Agent))
        {
            delivered?.Invoke(fresh.Messages[^1].Seq);
        }

        var statusIsNew = Cursor.TellsNewStatus(news.Head.Status);
        if (!_resumed && fresh.Messages.Count < ConversationReader.MostMessages)
        {
            _resumed = true;
            socket.Send(EventFrames.Resumed(news.Head));
        }
        else if (statusIsNew)
        {
            socket.Send(EventFrames.StatusChanged(news.Head));
        }

        TellWhoRead(news.Head);
    }

    /// <summary>Each side hears how far the other has read.</summary>
    private void TellWhoRead(ConversationHead head)
    {
        if (audience == Audience.Visitor && head.ReadByAgentSeq > _readByAgent)
        {
            _readByAgent = head.ReadByAgentSeq;
            socket.Send(Frames.Of("message:read", new { conversation_id = conversationId, seq = _readByAgent, by = "agent" }));
        }

        if (audience != Audience.Visitor && head.ReadByVisitorSeq > _readByVisitor)
        {
            _readByVisitor = head.ReadByVisitorSeq;
            socket.Send(Frames.Of("message:read", new { conversation_id = conversationId, seq = _readByVisitor, by = "customer" }));
        }
    }

    public void Receive(PassingFrame frame)
    {
        if (audience switch { Audience.Visitor => frame.ToVisitor, Audience.Member => frame.ToAgents, _ => frame.ToAgents && !frame.HoldsWords })
        {
            socket.Send(frame.Bytes);
        }
    }

    /// <summary>A line of the log stands below the message it followed.</summary>
    private IEnumerable<ReadOnlyMemory<byte>> InOrder(ConversationNews fresh, long known)
    {
        var events = new Queue<EventView>(fresh.Events.Where(e => audience != Audience.Visitor || EventFrames.VisitorMaySee(e.Kind)));
        foreach (var message in fresh.Messages)
        {
            while (events.Count > 0 && events.Peek().AfterSeq < message.Seq)
            {
                yield return EventFrames.Of(Shown(events.Dequeue()));
            }

            yield return EventFrames.Of(Shown(message), message.Seq <= known);
        }

        foreach (var happened in events)
        {
            yield return EventFrames.Of(Shown(happened));
        }
    }

    private MessageView Shown(MessageView message) => audience == Audience.MemberWithoutContacts ? message.WithoutContacts() : message;

    private EventView Shown(EventView happened) => audience == Audience.MemberWithoutContacts ? happened.WithoutContacts() : happened;
}
