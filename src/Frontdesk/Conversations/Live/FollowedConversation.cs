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
public sealed class FollowedConversation(FrameSocket socket, Guid conversationId, Cursor cursor, Audience audience) : IConversationFollower
{
    private bool _resumed;
    private long _readByAgent;

    public Guid ConversationId => conversationId;
    public Cursor Cursor => cursor;

    public void Receive(ConversationNews news)
    {
        var fresh = Cursor.Take(news);
        foreach (var bytes in InOrder(fresh))
        {
            socket.Send(bytes);
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

        if (audience == Audience.Visitor && news.Head.ReadByAgentSeq > _readByAgent)
        {
            _readByAgent = news.Head.ReadByAgentSeq;
            socket.Send(Frames.Of("message:read", new { conversation_id = conversationId, seq = _readByAgent, by = "agent" }));
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
    private IEnumerable<ReadOnlyMemory<byte>> InOrder(ConversationNews fresh)
    {
        var events = new Queue<EventView>(fresh.Events.Where(e => audience != Audience.Visitor || EventFrames.VisitorMaySee(e.Kind)));
        foreach (var message in fresh.Messages)
        {
            while (events.Count > 0 && events.Peek().AfterSeq < message.Seq)
            {
                yield return EventFrames.Of(Shown(events.Dequeue()));
            }

            yield return EventFrames.Of(Shown(message));
        }

        foreach (var happened in events)
        {
            yield return EventFrames.Of(Shown(happened));
        }
    }

    private MessageView Shown(MessageView message) => audience == Audience.MemberWithoutContacts ? message.WithoutContacts() : message;

    private EventView Shown(EventView happened) => audience == Audience.MemberWithoutContacts ? happened.WithoutContacts() : happened;
}
