using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;

namespace Frontdesk.Platform.Sockets;

/// <summary>One frame from the other side; <c>Data</c> is an empty object where none was sent.</summary>
public readonly record struct Frame(string Event, JsonElement Data);

/// <summary>The other side sent something that is not a frame.</summary>
public sealed class MalformedFrameException(string message) : Exception(message);

/// <summary>
/// JSON frames over one WebSocket. Waiting costs no buffer (a zero-byte receive), and the outgoing queue and its sender
/// exist only while something is to be sent. A reader that is too slow is disconnected and will resume.
/// </summary>
public sealed class FrameSocket(WebSocket socket)
{
    public const int LargestFrame = 64 * 1024;
    private const int LongestQueue = 512;
    private const int MostQueuedBytes = 2 * 1024 * 1024;
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Queue<ReadOnlyMemory<byte>>? _outgoing;
    private int _queuedBytes;
    private bool _sending;
    private int _closeCode;
    private TaskCompletionSource? _goodbye;
    private string? _closeReason;

    /// <summary>The next frame, or null when the other side is gone.</summary>
    /// <exception cref="MalformedFrameException">Not a text frame, too large, not JSON, or not an object with an event.</exception>
    /// <remarks>It cannot be cancelled, since that would break the connection without a word: <see cref="Close"/> ends it.</remarks>
    public async ValueTask<Frame?> Receive()
    {
        try
        {
            await socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
            return await ReadWhole();
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            return null;
        }
    }

    public void Send(ReadOnlyMemory<byte> frame)
    {
        lock (_gate)
        {
            if (_closeCode != 0)
            {
                return;
            }

            if (_outgoing is { Count: >= LongestQueue } || _queuedBytes + frame.Length > MostQueuedBytes)
            {
                Close(CloseCode.TooSlow, "You read too slowly. Reconnect and resume.");
                return;
            }

            (_outgoing ??= new Queue<ReadOnlyMemory<byte>>(4)).Enqueue(frame);
            _queuedBytes += frame.Length;
            StartSending();
        }
    }

    /// <summary>Says goodbye after what is queued. Nothing can be sent after it.</summary>
    public void Close(int code, string reason)
    {
        lock (_gate)
        {
            if (_closeCode == 0)
            {
                (_closeCode, _closeReason) = (code, reason);
                _goodbye = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                StartSending();
            }
        }
    }

    /// <summary>
    /// Lets a goodbye arrive before the connection is let go. Called once nothing is received any more.
    /// </summary>
    public async Task Finish()
    {
        if (_goodbye is not { } goodbye)
        {
            return;
        }

        await goodbye.Task;
        try
        {
            using var patience = new CancellationTokenSource(GoodbyePatience);
            var rest = new byte[1024];
            while (socket.State == WebSocketState.CloseSent)
            {
                await socket.ReceiveAsync(rest.AsMemory(), patience.Token);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            // it was said; whether it was heard is the other side's business
        }
    }

    private void StartSending()
    {
        if (!_sending)
        {
            _sending = true;
            _ = SendQueued();
        }
    }

    private async Task SendQueued()
    {
        await Task.Yield();
        try
        {
            using var patience = new CancellationTokenSource(SendPatience);
            bool isLast;
            while (Next(out isLast) is { } frame)
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, patience.Token);
                patience.CancelAfter(SendPatience);
            }

            if (isLast)
            {
                await socket.CloseOutputAsync((WebSocketCloseStatus)_closeCode, _closeReason, patience.Token);
                _goodbye!.TrySetResult();
                await Task.Delay(GoodbyePatience, CancellationToken.None); // for the other side to answer
                socket.Abort();
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException or InvalidOperationException)
        {
            socket.Abort();
            _goodbye?.TrySetResult();
        }
    }

    /// <param name="isLast">Nothing is left to send but the goodbye.</param>
    private ReadOnlyMemory<byte>? Next(out bool isLast)
    {
        lock (_gate)
        {
            isLast = false;
            if (_outgoing is { Count: > 0 })
            {
                var frame = _outgoing.Dequeue();
                _queuedBytes -= frame.Length;
                return frame;
            }

            isLast = _closeCode != 0;
            (_outgoing, _sending) = (null, isLast);
            return null;
        }
    }

    private async ValueTask<Frame?> ReadWhole()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            var length = 0;
            while (true)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                length += received.Count;
                if (received.MessageType == WebSocketMessageType.Binary || length > LargestFrame)
                {
                    throw new MalformedFrameException($"A frame is JSON text of at most {LargestFrame / 1024} KiB.");
                }

                if (received.EndOfMessage)
                {
                    return Parse(buffer.AsSpan(0, length));
                }

                buffer = length == buffer.Length ? Grow(buffer) : buffer;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private static Frame Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            var root = JsonElement.ParseValue(ref reader);
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("event", out var name) && name.ValueKind == JsonValueKind.String && !reader.Read())
            {
                return new Frame(name.GetString()!, root.TryGetProperty("data", out var data) ? data : Empty);
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException) // the latter for a name that is half a character
        {
        }

        throw new MalformedFrameException("A frame is a JSON object {\"event\": \"…\", \"data\": {…}}.");
    }

    private static readonly JsonElement Empty = JsonDocument.Parse("{}").RootElement.Clone();
}
