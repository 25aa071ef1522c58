using Frontdesk.Platform.Sockets;

namespace Frontdesk.Conversations.Live;

/// <summary>A conversation that a socket follows: turns news into frames, in order, each once.</summary>
public sealed class FollowedConversation(FrameSocket socket, Guid conversationId, Cursor cursor, bool forVisitor) : IConversationFollower
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

        if (forVisitor && news.Head.ReadByAgentSeq > _readByAgent)
        {
            _readByAgent = news.Head.ReadByAgentSeq;
            socket.Send(Frames.Of("message:read", new { conversation_id = conversationId, seq = _readByAgent, by = "agent" }));
        }
    }

    public void Receive(PassingFrame frame)
    {
        if (forVisitor ? frame.ToVisitor : frame.ToAgents)
        {
            socket.Send(frame.Bytes);
        }
    }

    /// <summary>A line of the log stands below the message it followed.</summary>
    private IEnumerable<ReadOnlyMemory<byte>> InOrder(ConversationNews fresh)
    {
        var events = new Queue<EventView>(fresh.Events.Where(e => !forVisitor || EventFrames.VisitorMaySee(e.Kind)));
        foreach (var message in fresh.Messages)
        {
            while (events.Count > 0 && events.Peek().AfterSeq < message.Seq)
            {
                yield return EventFrames.Of(events.Dequeue());
            }

            yield return EventFrames.Of(message);
        }

        foreach (var happened in events)
        {
            yield return EventFrames.Of(happened);
        }
    }
}
