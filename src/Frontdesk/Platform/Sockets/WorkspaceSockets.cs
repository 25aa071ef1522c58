using System.Collections.Concurrent;

namespace Frontdesk.Platform.Sockets;

/// <summary>What a piece of news is about: one thing of a kind.</summary>
public readonly record struct Topic(string Kind, Guid Id);

/// <summary>The open sockets of members on this node, by workspace, with what hangs on them.</summary>
public sealed class WorkspaceSockets
{
    private readonly ConcurrentDictionary<Guid, ConcurrentDictionary<FrameSocket, Listener>> _open = new();

    public int Count => _open.Values.Sum(sockets => sockets.Count);

    /// <param name="credentialId">The session or API key it was opened with.</param>
    /// <param name="holderId">The member whose it is.</param>
    /// <param name="hears">Which news may reach it; a change of rights closes the socket, so the answer never changes.</param>
    /// <param name="mayStay">Whether what it was let in with would still let it in.</param>
    public void Add(Guid workspaceId, Guid credentialId, Guid holderId, FrameSocket socket, Func<Topic, bool> hears, Func<CancellationToken, Task<bool>> mayStay) =>
        Of(workspaceId)[socket] = new Listener(credentialId, holderId, hears, mayStay, WatchesLists: false);

    /// <summary>From now on the socket hears of every changed row of the workspace's lists.</summary>
    public void WatchLists(Guid workspaceId, FrameSocket socket)
    {
        var sockets = Of(workspaceId);
        if (sockets.TryGetValue(socket, out var listener))
        {
            sockets.TryUpdate(socket, listener with { WatchesLists = true }, listener);
        }
    }

    public void Remove(Guid workspaceId, FrameSocket socket)
    {
        if (_open.TryGetValue(workspaceId, out var sockets))
        {
            sockets.TryRemove(socket, out _);
        }
    }

    /// <summary>Whether anybody here wants to hear of changed rows.</summary>
    public bool HasListWatchers(Guid workspaceId) => _open.TryGetValue(workspaceId, out var sockets) && sockets.Values.Any(l => l.WatchesLists);

    /// <summary>News for everybody in the workspace who may hear of it.</summary>
    public void Send(Guid workspaceId, Topic about, ReadOnlyMemory<byte> frame) => Send(workspaceId, frame, listener => listener.Hears(about));

    /// <summary>News of a changed row, for those who look at lists.</summary>
    public void SendToListWatchers(Guid workspaceId, Topic about, ReadOnlyMemory<byte> frame) => Send(workspaceId, frame, listener => listener.WatchesLists && listener.Hears(about));

    /// <summary>Closes what hangs on a session or an API key that was ended.</summary>
    public void EndCredential(Guid credentialId) => Close(listener => listener.CredentialId == credentialId);

    /// <summary>Closes whatever a member has open: their rights have changed.</summary>
    public void EndHolder(Guid holderId) => Close(listener => listener.HolderId == holderId);

    /// <summary>Asks for each open socket whether it may stay. What ends without a signal, ends here.</summary>
    public async Task CloseWhatMayNoLonger(CancellationToken ct)
    {
        foreach (var (socket, listener) in _open.Values.SelectMany(sockets => sockets))
        {
            if (!await listener.MayStay(ct))
            {
                End(socket);
            }
        }
    }

    /// <summary>Says that the session is over. What is open in a browser goes to the way in.</summary>
    public static void End(FrameSocket socket) => socket.Close(CloseCode.Ended, "Your session was ended. Sign in again.");

    private void Close(Func<Listener, bool> ended)
    {
        foreach (var (socket, listener) in _open.Values.SelectMany(sockets => sockets))
        {
            if (ended(listener))
            {
                End(socket);
            }
        }
    }

    private void Send(Guid workspaceId, ReadOnlyMemory<byte> frame, Func<Listener, bool> wanted)
    {
        if (!_open.TryGetValue(workspaceId, out var sockets))
        {
            return;
        }

        foreach (var (socket, listener) in sockets)
        {
            if (wanted(listener))
            {
                socket.Send(frame);
            }
        }
    }

    private ConcurrentDictionary<FrameSocket, Listener> Of(Guid workspaceId) => _open.GetOrAdd(workspaceId, _ => new());

    private sealed record Listener(Guid CredentialId, Guid HolderId, Func<Topic, bool> Hears, Func<CancellationToken, Task<bool>> MayStay, bool WatchesLists);
}
