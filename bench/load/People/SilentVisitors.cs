using Frontdesk.Load.Contenders;
using Frontdesk.Load.Wire;

namespace Frontdesk.Load.People;

/// <summary>Visitors who follow their conversation and say nothing. Each is a socket here and one in the server, no more.</summary>
public sealed class SilentVisitors(Uri node, string appKey, IReadOnlyList<FrontdeskVisitor> visitors) : IDisposable
{
    private const int Buffer = 512;
    private readonly WebSocketLine?[] _lines = new WebSocketLine?[visitors.Count];
    private int _open;

    /// <summary>Until so many are there.</summary>
    public async Task Open(int count, int atOnce, CancellationToken ct)
    {
        var first = _open;
        await atOnce.Times(count - first, async (i, stop) => _lines[first + i] = await Open(visitors[first + i], stop), ct);
        _open = count;
    }

    /// <summary>How many still hear an answer.</summary>
    public async Task<int> Alive(int atOnce, CancellationToken ct) => (await atOnce.Times(_open, (i, stop) => IsAlive(_lines[i]!, stop), ct)).Count(alive => alive);

    public void Dispose()
    {
        foreach (var line in _lines)
        {
            line?.Dispose();
        }
    }

    private async Task<WebSocketLine> Open(FrontdeskVisitor visitor, CancellationToken ct)
    {
        var line = await WebSocketLine.Open(new Uri(node, $"/api/public/chat/connect?app_key={appKey}&fingerprint={visitor.Fingerprint}"), Buffer, ct, Browser());
        line.Send($$$"""{"event":"auth","data":{"token":"{{{visitor.Token}}}"}}""");
        await line.Await("""{"event":"ready",""", ct);
        line.Send($$$"""{"event":"resume","data":{"conversation_id":"{{{visitor.ConversationId}}}","seq":0,"change":0}}""");
        await line.Await("""{"event":"resumed",""", ct);
        return line;
    }

    private static async Task<bool> IsAlive(WebSocketLine line, CancellationToken ct)
    {
        try
        {
            line.Send("""{"event":"ping","data":{}}""");
            await line.Await("""{"event":"pong",""", ct);
            return true;
        }
        catch (Exception lost) when (Wires.IsLost(lost))
        {
            return false;
        }
    }

    /// <summary>What Chrome sends along: a server keeps some of it as long as the socket is open.</summary>
    private string Browser() =>
        $"Origin: {node.GetLeftPart(UriPartial.Authority)}\r\nUser-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36\r\n"
        + "Accept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: en-GB,en;q=0.9,de;q=0.8\r\nCache-Control: no-cache\r\nPragma: no-cache\r\nSec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n";
}
