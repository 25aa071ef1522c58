using System.Buffers.Text;
using System.Text;

namespace Frontdesk.Load.Wire;

public enum FrameKind { Other, Acknowledged, Received, Refused, Ping }

/// <summary>
/// How a server's frames look. Both speak of the same message in the same JSON, so the generator reads both by looking for
/// two names and does not parse the rest.
/// </summary>
/// <param name="SendHead">What stands before the message object in a send frame.</param>
/// <param name="SendTail">What stands after it.</param>
/// <param name="Acknowledged">How the frame begins that says a message is stored.</param>
/// <param name="Received">How the frame begins that brings a message.</param>
/// <param name="Refused">How the frame begins that says it was not stored.</param>
/// <param name="Ping">A frame the client must answer with <paramref name="Pong"/>.</param>
public sealed record Dialect(string SendHead, string SendTail, string Acknowledged, string Received, string Refused, string Ping, string Pong)
{
    private readonly byte[] _acknowledged = Encoding.UTF8.GetBytes(Acknowledged);
    private readonly byte[] _received = Encoding.UTF8.GetBytes(Received);
    private readonly byte[] _refused = Encoding.UTF8.GetBytes(Refused);
    private readonly byte[] _ping = Encoding.UTF8.GetBytes(Ping);

    /// <summary>docs/api/realtime.md.</summary>
    public static Dialect Frontdesk { get; } = new(
        """{"event":"message:send","data":""", "}", """{"event":"message:ack",""", """{"event":"message:receive",""", """{"event":"message:refused",""", """{"event":"ping",""", "");

    /// <summary>Engine.IO 4 and Socket.IO 5: 42 is an event, 421 one that asks for an acknowledgement, 431 is that.</summary>
    public static Dialect SocketIo { get; } = new(
        """421["message:send",""", "]", """431[{"client_message_id":""", """42["message:receive",""", "431[{\"error\":", "2", "3");

    public FrameKind KindOf(ReadOnlySpan<byte> frame) =>
        frame.StartsWith(_received) ? FrameKind.Received
        : frame.StartsWith(_acknowledged) ? FrameKind.Acknowledged
        : frame.StartsWith(_refused) ? FrameKind.Refused
        : frame.SequenceEqual(_ping) ? FrameKind.Ping
        : FrameKind.Other;

    public static bool TryReadId(ReadOnlySpan<byte> frame, out MessageId id)
    {
        var name = "\"client_message_id\":\""u8;
        var at = frame.IndexOf(name);
        id = default;
        return at >= 0 && MessageId.TryRead(frame[(at + name.Length)..], out id);
    }

    public static long ReadSeq(ReadOnlySpan<byte> frame)
    {
        var name = "\"seq\":"u8;
        var at = frame.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(frame[(at + name.Length)..], out long seq, out _) ? seq : -1;
    }
}
