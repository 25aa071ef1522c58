using System.Collections.Concurrent;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Npgsql;

namespace Frontdesk.Conversations.Live;

/// <summary>
/// Who on this node follows which conversation, and the loop that brings them what is new. A signal says only "look";
/// what is read is decided by counters, so a lost signal is a gap that the sweep fills within two seconds.
/// </summary>
public sealed partial class LiveConversations : BackgroundService
{
    private const int MostAtOnce = 200;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, Following> _followed = new();
    private readonly ConcurrentDictionary<Guid, Guid> _dirty = new();
    private Dictionary<Guid, DateTimeOffset> _swept = [];
    private readonly Bell _bell = new();
    private readonly ConversationReader _reader;
    private readonly DataSources _databases;
    private readonly TimeProvider _clock;
    private readonly ILogger<LiveConversations> _log;

    public LiveConversations(ConversationReader reader, DataSources databases, ISignals signals, TimeProvider clock, ILogger<LiveConversations> log)
    {
        (_reader, _databases, _clock, _log) = (reader, databases, clock, log);
        signals.On(ConversationSignal.Kind, payload =>
        {
            foreach (var (workspace, conversation) in ConversationSignal.Read(payload))
            {
                Changed?.Invoke(workspace, conversation);
                Look(workspace, conversation);
            }
        });
        signals.OnGap(LookAtAll);
    }

    /// <summary>Raised for every changed conversation of every workspace, followed here or not.</summary>
    public event Action<Guid, Guid>? Changed;

    public void Follow(Guid workspaceId, Guid conversationId, IConversationFollower follower)
    {
        while (!_followed.GetOrAdd(conversationId, _ => new Following(workspaceId)).Add(follower))
        {
            _followed.TryRemove(conversationId, out _); // it was being emptied
        }

        Look(workspaceId, conversationId);
    }

    public void Unfollow(Guid conversationId, IConversationFollower follower)
    {
        if (_followed.TryGetValue(conversationId, out var following) && following.Remove(follower))
        {
            _followed.TryRemove(new KeyValuePair<Guid, Following>(conversationId, following));
        }
    }

    /// <summary>Sends something that is not kept to everybody here who follows.</summary>
    public void Pass(PassingFrame frame)
    {
        if (_followed.TryGetValue(frame.ConversationId, out var following))
        {
            foreach (var follower in following.All)
            {
                follower.Receive(frame);
            }
        }
    }

    public override void Dispose()
    {
        _bell.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Deliver(stoppingToken), RepairLostSignals(stoppingToken));

    private void Look(Guid workspaceId, Guid conversationId)
    {
        if (_followed.ContainsKey(conversationId))
        {
            _dirty[conversationId] = workspaceId;
            _bell.Ring();
        }
    }

    private void LookAtAll()
    {
        foreach (var (conversation, following) in _followed)
        {
            _dirty[conversation] = following.WorkspaceId;
        }

        _bell.Ring();
    }

    private async Task Deliver(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await _bell.Wait(stopping);
            while (TakeDirty() is { Count: > 0 } wanted && !stopping.IsCancellationRequested)
            {
                try
                {
                    foreach (var news in await _reader.Read(wanted, stopping))
                    {
                        Hand(news);
                    }
                }
                catch (Exception away) when (DatabaseAway.Explains(away))
                {
                    ReadingFailed(away.Message);
                    wanted.ForEach(w => _dirty[w.Id] = w.WorkspaceId);
                    await Task.Delay(500, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    private List<(Guid WorkspaceId, Guid Id, long Seq, long Change)> TakeDirty()
    {
        var wanted = new List<(Guid, Guid, long, long)>();
        foreach (var (conversation, _) in _dirty.Take(MostAtOnce))
        {
            if (_dirty.TryRemove(conversation, out var workspace) && _followed.TryGetValue(conversation, out var following) && following.Oldest() is { } oldest)
            {
                wanted.Add((workspace, conversation, oldest.Seq, oldest.Change));
            }
        }

        return wanted;
    }

    private void Hand(ConversationNews news)
    {
        if (!_followed.TryGetValue(news.Head.ConversationId, out var following))
        {
            return;
        }

        foreach (var follower in following.All.Where(f => news.Continues(f.Cursor))) // for the others Follow has asked for a look of their own
        {
            follower.Receive(news);
        }

        if (news.Messages.Count >= ConversationReader.MostMessages)
        {
            Look(news.Head.WorkspaceId, news.Head.ConversationId); // there is more
        }
    }

    private async Task RepairLostSignals(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Sweep, _clock);
        while (await timer.WaitForNextTickAsync(stopping).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            try
            {
                await using var command = _databases.Engine.CreateCommand("select workspace_id, conversation_id, changed_at from door_changed_since(now() - interval '10 seconds')"); // one clock for all nodes
                await using var reader = await command.ExecuteReaderAsync(stopping);
                var swept = new Dictionary<Guid, DateTimeOffset>();
                while (await reader.ReadAsync(stopping))
                {
                    var (conversation, changedAt) = (reader.GetGuid(1), reader.GetFieldValue<DateTimeOffset>(2));
                    swept[conversation] = changedAt;
                    Repair(reader.GetGuid(0), conversation, changedAt);
                }

                _swept = swept;
            }
            catch (Exception away) when (DatabaseAway.Explains(away) || away is OperationCanceledException)
            {
                ReadingFailed(away.Message);
            }
        }
    }

    /// <summary>Followers compare counters; lists have none, so each change is told them once more by the sweep that first sees it.</summary>
    private void Repair(Guid workspaceId, Guid conversationId, DateTimeOffset changedAt)
    {
        Look(workspaceId, conversationId);
        if (!_swept.TryGetValue(conversationId, out var known) || known < changedAt)
        {
            Changed?.Invoke(workspaceId, conversationId);
        }
    }

    [LoggerMessage(LogLevel.Warning, "News could not be read, trying again: {Reason}")]
    private partial void ReadingFailed(string reason);

    /// <summary>The followers of one conversation. Copied on write: reading them is the hot path.</summary>
    private sealed class Following(Guid workspaceId)
    {
        private readonly Lock _gate = new();
        private bool _over;

        public Guid WorkspaceId => workspaceId;
        public IConversationFollower[] All { get; private set; } = [];

        public bool Add(IConversationFollower follower)
        {
            lock (_gate)
            {
                All = _over ? All : [.. All, follower];
                return !_over;
            }
        }

        /// <summary>True when nobody is left.</summary>
        public bool Remove(IConversationFollower follower)
        {
            lock (_gate)
            {
                All = [.. All.Where(f => !ReferenceEquals(f, follower))];
                return _over = All.Length == 0;
            }
        }

        public (long Seq, long Change)? Oldest() => All is { Length: > 0 } followers
            ? (followers.Min(f => f.Cursor.Seq), followers.Min(f => f.Cursor.Change))
            : null;
    }
}
