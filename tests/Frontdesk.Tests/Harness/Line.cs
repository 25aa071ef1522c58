using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Frontdesk.Platform.Text;
using Xunit;

namespace Frontdesk.Tests.Harness;

/// <summary>A frame as it arrived.</summary>
public sealed record ReceivedFrame(string Event, JsonElement Data);

/// <summary>The browser's end of a WebSocket. Everything that arrives is kept in order.</summary>
public sealed class Line : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly Lock _gate = new();
    private readonly List<ReceivedFrame> _all = [];
    private readonly List<ReceivedFrame> _unread = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int? _closedWith;
    private Task _reading = Task.CompletedTask;

    private Line(ClientWebSocket socket) => _socket = socket;

    /// <summary>Everything received so far, read or not.</summary>
    public IReadOnlyList<ReceivedFrame> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    /// <exception cref="HandshakeRefusedException">The server answered the handshake with a status.</exception>
    public static async Task<Line> Open(Uri address, params (string Name, string Value)[] headers)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        try
        {
            await socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException) when (socket.HttpStatusCode != 0)
        {
            throw new HandshakeRefusedException((int)socket.HttpStatusCode);
        }

        var line = new Line(socket);
        line._reading = line.Read();
        return line;
    }

    public Task Send(string name, object data) => SendText(JsonSerializer.Serialize(new { @event = name, data }, Json.Options));

    public Task SendText(string text) => SendBytes(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public async Task SendBytes(byte[] bytes, WebSocketMessageType type) =>
        await _socket.SendAsync(bytes, type, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>Waits for the next frame of that name that fits and was not waited for before.</summary>
    public async Task<JsonElement> Receives(string name, Func<JsonElement, bool>? that = null)
    {
        using var patience = new CancellationTokenSource(Eventually.Patience);
        while (true)
        {
            Task news;
            lock (_gate)
            {
                var at = _unread.FindIndex(f => f.Event == name && (that?.Invoke(f.Data) ?? true));
                if (at >= 0)
                {
                    var found = _unread[at];
                    _unread.RemoveAt(at);
                    return found.Data;
                }

                if (_closedWith is { } code)
                {
                    throw new InvalidOperationException($"The socket was closed with {code} while {name} was awaited. It had received: {Told()}");
                }

                news = _news.Task;
            }

            await news.WaitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"No {name} came. Received: {Told()}");
            }
        }
    }

    /// <summary>Whatever the server had to say before this call has arrived after it.</summary>
    public async Task Settles()
    {
        await Send("ping", new { });
        await Receives("pong");
    }

    /// <summary>The close code; 0 where the connection broke without one.</summary>
    public async Task<int> ClosedWith()
    {
        await _reading.WaitAsync(Eventually.Patience);
        return _closedWith!.Value;
    }

    /// <summary>As when the network goes away: no goodbye.</summary>
    public void Breaks() => _socket.Abort();

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _reading;
        _socket.Dispose();
    }

    private string Told() => string.Join(", ", All.Select(f => f.Event));

    private async Task Read()
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += part.Count;
                }
                while (!part.EndOfMessage);

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    End((int)(_socket.CloseStatus ?? 0));
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
                    return;
                }

                var frame = JsonDocument.Parse(buffer.AsMemory(0, length).ToArray()).RootElement;
                Keep(new ReceivedFrame(frame.GetProperty("event").GetString()!, frame.GetProperty("data")));
            }
        }
        catch (Exception broken) when (broken is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            End(0);
        }
    }

    private void Keep(ReceivedFrame frame)
    {
        lock (_gate)
        {
            _all.Add(frame);
            _unread.Add(frame);
            Wake();
        }
    }

    private void End(int code)
    {
        lock (_gate)
        {
            _closedWith ??= code;
            Wake();
        }
    }

    private void Wake()
    {
        _news.TrySetResult();
        _news = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>The server did not want this socket.</summary>
public sealed class HandshakeRefusedException(int status) : Exception($"The handshake was answered with {status}.")
{
    public int Status => status;
}
