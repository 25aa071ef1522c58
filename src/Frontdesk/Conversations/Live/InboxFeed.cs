using System.Collections.Concurrent;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Sockets;
using Npgsql;

namespace Frontdesk.Conversations.Live;

/// <summary>
/// Tells the members' pages which conversations changed: the heads, no contents. A page that shows one asks for it through
/// the door. What changes in a burst is told once.
/// </summary>
public sealed partial class InboxFeed : BackgroundService
{
    private const int MostAtOnce = 200;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(15);

    private readonly ConcurrentDictionary<Guid, Guid> _dirty = new();
    private readonly Bell _bell = new();
    private readonly ConversationReader _reader;
    private readonly WorkspaceSockets _sockets;
    private readonly ILogger<InboxFeed> _log;

    public InboxFeed(LiveConversations live, ConversationReader reader, WorkspaceSockets sockets, ILogger<InboxFeed> log)
    {
        (_reader, _sockets, _log) = (reader, sockets, log);
        live.Changed += (workspace, conversation) =>
        {
            if (sockets.HasListWatchers(workspace))
            {
                _dirty[conversation] = workspace;
                _bell.Ring();
            }
        };
    }

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _bell.Wait(stoppingToken);
            while (Take() is { Count: > 0 } changed && !stoppingToken.IsCancellationRequested)
            {
                await Tell(changed, stoppingToken);
                await Task.Delay(Breath, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Tell(List<(Guid WorkspaceId, Guid Id)> changed, CancellationToken ct)
    {
        try
        {
            foreach (var head in await _reader.ReadHeads(changed, ct))
            {
                _sockets.SendToListWatchers(head.WorkspaceId, new Topic(ConversationAccess.Topic, head.ChatbotId), Frames.Of("conversation:changed", new
                {
                    conversation_id = head.ConversationId,
                    status = head.Status,
                    seq = head.Seq,
                    change = head.Change,
                    last_message_at = head.LastMessageAt,
                }));
            }
        }
        catch (Exception away) when (DatabaseAway.Explains(away) || away is OperationCanceledException)
        {
            TellingFailed(away.Message); // pages ask again when they reconnect or look
        }
    }

    private List<(Guid WorkspaceId, Guid Id)> Take()
    {
        var changed = new List<(Guid, Guid)>();
        foreach (var (conversation, _) in _dirty.Take(MostAtOnce))
        {
            if (_dirty.TryRemove(conversation, out var workspace))
            {
                changed.Add((workspace, conversation));
            }
        }

        return changed;
    }

    [LoggerMessage(LogLevel.Warning, "Changed conversations could not be told: {Reason}")]
    private partial void TellingFailed(string reason);
}
