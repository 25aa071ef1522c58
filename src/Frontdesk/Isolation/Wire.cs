using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Frontdesk.Platform.Text;

namespace Frontdesk.Isolation;

/// <summary>One socket to a running server: frames out, frames in, and how it was closed.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly Channel<string> _frames = Channel.CreateUnbounded<string>();
    private readonly Task _reading;

    private Wire(ClientWebSocket socket)
    {
        _socket = socket;
        _reading = Read();
    }

    /// <summary>The status of a refused handshake, or the socket.</summary>
    public static async Task<(Wire? Wire, int Status)> Open(string url, string path, CancellationToken ct, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await socket.ConnectAsync(new Uri(url.Replace("http", "ws", StringComparison.Ordinal) + path), ct);
            return (new Wire(socket), 101);
        }
        catch (WebSocketException)
        {
            return (null, (int)socket.HttpStatusCode);
        }
    }

    public Task Send(string name, object data, CancellationToken ct) =>
        _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { @event = name, data }, Json.Options), WebSocketMessageType.Text, true, ct);

    /// <summary>The next frame, "closed 4401" at the end, or null when nothing comes in time.</summary>
    public async Task<string?> Next(TimeSpan patience, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            return await _frames.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
        catch (ChannelClosedException)
        {
            return $"closed {(int?)_socket.CloseStatus}";
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
    }

    private async Task Read()
    {
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        try
        {
            while (await _socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: WebSocketMessageType.Text } part)
            {
                text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
                if (part.EndOfMessage)
                {
                    _frames.Writer.TryWrite(text.ToString());
                    text.Clear();
                }
            }
        }
        catch (WebSocketException)
        {
            // the end; how it came is read from CloseStatus
        }
        finally
        {
            _frames.Writer.Complete();
        }
    }
}
