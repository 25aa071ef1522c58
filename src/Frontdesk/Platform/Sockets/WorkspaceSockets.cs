using System.Collections.Concurrent;

namespace Frontdesk.Platform.Sockets;

/// <summary>The open sockets of members on this node, by workspace. What is sent here is news for everybody in it.</summary>
public sealed class WorkspaceSockets
{
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<FrameSocket, Guid>> _open = new();

    public bool Has(Guid workspaceId) => _open.TryGetValue(workspaceId, out var sockets) && !sockets.IsEmpty;

    public void Add(Guid workspaceId, Guid sessionId, FrameSocket socket) => _open.GetOrAdd(workspaceId, _ => new())[socket] = sessionId;

    public void Remove(Guid workspaceId, FrameSocket socket)
    {
        if (_open.TryGetValue(workspaceId, out var sockets))
        {
            sockets.TryRemove(socket, out _);
        }
    }

    public void Send(Guid workspaceId, ReadOnlyMemory<byte> frame)
    {
        foreach (var socket in _open.TryGetValue(workspaceId, out var sockets) ? sockets.Keys : [])
        {
            socket.Send(frame);
        }
    }

    /// <summary>Closes what hangs on a session that was ended.</summary>
    public void EndSession(Guid sessionId)
    {
        foreach (var (socket, session) in _open.Values.SelectMany(sockets => sockets))
        {
            if (session == sessionId)
            {
                socket.Close(CloseCode.Ended, "Your session was ended. Sign in again.");
            }
        }
    }
}
