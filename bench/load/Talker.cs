using System.Diagnostics;
using System.Text;
using Frontdesk.Load.Wire;

namespace Frontdesk.Load;

/// <summary>
/// A visitor: one socket, one conversation, at most one message on its way at a time (a person waits for the tick). Remembers
/// when each message was sent, so that its acknowledgement and its delivery can be timed.
/// </summary>
public sealed class Talker
{
    private const string Content = "Hello, I ordered the waxed jacket in medium last Tuesday and the tracking page still says it is being packed. Could you look where it is today please?";

    private readonly Dialect _dialect;
    private readonly byte[] _frame;
    private readonly int _idAt;
    private readonly List<long> _sentAt = [];

    public Talker(int index, Guid conversationId, long seq, WebSocketLine line, Dialect dialect)
    {
        (Index, ConversationId, Line, DeliveredSeq, _dialect) = (index, conversationId, line, seq, dialect);
        var head = $$"""{{dialect.SendHead}}{"conversation_id":"{{conversationId}}","client_message_id":" """.TrimEnd();
        _frame = Encoding.UTF8.GetBytes($$"""{{head}}{{Guid.Empty}}","content":"{{Content}}"}{{dialect.SendTail}}""");
        _idAt = head.Length;
    }

    public int Index { get; }
    public Guid ConversationId { get; }
    public WebSocketLine Line { get; }
    public Dialect Dialect => _dialect;

    /// <summary>The last seq that the agent's socket was sent.</summary>
    public long DeliveredSeq { get; set; }
    public int Sent => _sentAt.Count;
    public int Acknowledged { get; set; }

    /// <param name="due">When it should have left, in stopwatch ticks: later than that is the server's or the machine's fault.</param>
    public void Send(int run, long due)
    {
        lock (_sentAt)
        {
            _sentAt.Add(due);
            new MessageId(run, Index, _sentAt.Count - 1).Write(_frame.AsSpan(_idAt, MessageId.TextLength));
        }

        Line.Send(_frame);
    }

    public TimeSpan Since(int number)
    {
        lock (_sentAt)
        {
            return Stopwatch.GetElapsedTime(_sentAt[number]);
        }
    }
}
