using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Frontdesk.Load.Wire;

/// <summary>
/// A WebSocket client that costs the machine as little as possible, because the servers it measures share that machine: one
/// read may bring many frames, a frame is read where it lies, and the mask is zero (the other side unmasks all the same).
/// </summary>
public sealed class WebSocketLine : IDisposable
{
    private const byte Text = 1, Close = 8, Ping = 9, Pong = 10;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly Lock _sending = new();
    private byte[] _buffer;
    private byte[] _outgoing = new byte[1024];
    private int _start;
    private int _end;

    private WebSocketLine(int buffer) => _buffer = new byte[buffer];

    /// <param name="headers">More lines for the handshake, each with its end.</param>
    public static async Task<WebSocketLine> Open(Uri address, int buffer, CancellationToken ct, string headers = "")
    {
        var line = new WebSocketLine(buffer);
        try
        {
            await line._socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(address.Host), address.Port), ct);
            await line.Upgrade(address, headers, ct);
            return line;
        }
        catch
        {
            line.Dispose();
            throw;
        }
    }

    public void Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public void Send(ReadOnlySpan<byte> text) => Send(Text, text);

    /// <summary>The next text frame, valid until the next call.</summary>
    /// <exception cref="IOException">The other side closed; the message names its code.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> Next(CancellationToken ct)
    {
        while (true)
        {
            if (!TryTake(out var kind, out var payload))
            {
                await Fill(ct);
            }
            else if (kind == Text)
            {
                return payload;
            }
            else if (kind == Ping)
            {
                Send(Pong, payload.Span);
            }
            else if (kind == Close)
            {
                throw new IOException($"The server closed the socket with code {(payload.Length < 2 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(payload.Span))}.");
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private void Send(byte kind, ReadOnlySpan<byte> payload)
    {
        lock (_sending)
        {
            var header = payload.Length < 126 ? 6 : 8;
            if (_outgoing.Length < header + payload.Length)
            {
                _outgoing = new byte[2 * (header + payload.Length)];
            }

            _outgoing[0] = (byte)(0x80 | kind);
            _outgoing[1] = (byte)(0x80 | (payload.Length < 126 ? payload.Length : 126));
            BinaryPrimitives.WriteUInt16BigEndian(_outgoing.AsSpan(2), (ushort)(payload.Length < 126 ? 0 : payload.Length));
            _outgoing.AsSpan(header - 4, 4).Clear();
            payload.CopyTo(_outgoing.AsSpan(header));
            for (var rest = _outgoing.AsSpan(0, header + payload.Length); rest.Length > 0;)
            {
                rest = rest[_socket.Send(rest)..];
            }
        }
    }

    private bool TryTake(out int kind, out ReadOnlyMemory<byte> payload)
    {
        (kind, payload) = (0, default);
        var here = _buffer.AsSpan(_start, _end - _start);
        if (here.Length < 2)
        {
            return false;
        }

        var (header, length) = (here[1] & 0x7f) switch
        {
            126 when here.Length >= 4 => (4, BinaryPrimitives.ReadUInt16BigEndian(here[2..])),
            127 when here.Length >= 10 => (10, checked((int)BinaryPrimitives.ReadInt64BigEndian(here[2..]))),
            126 or 127 => (10, int.MaxValue - 10),
            var few => (2, few),
        };
        if (here.Length < header + length)
        {
            return false;
        }

        kind = here[0] & 0x0f;
        payload = _buffer.AsMemory(_start + header, length);
        _start += header + length;
        return true;
    }

    private async ValueTask Fill(CancellationToken ct)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_end), ct);
        _end += read > 0 ? read : throw new IOException("The server closed the connection.");
    }

    private async Task Upgrade(Uri address, string headers, CancellationToken ct)
    {
        var request = $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{headers}\r\n";
        await _socket.SendAsync(Encoding.ASCII.GetBytes(request), ct);
        int end;
        while ((end = _buffer.AsSpan(0, _end).IndexOf("\r\n\r\n"u8)) < 0)
        {
            await Fill(ct);
        }

        var answer = Encoding.ASCII.GetString(_buffer, 0, end);
        _start = end + 4;
        if (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
        {
            throw new IOException($"{address.AbsolutePath} did not become a WebSocket: {answer.Split('\r')[0]}");
        }
    }
}
