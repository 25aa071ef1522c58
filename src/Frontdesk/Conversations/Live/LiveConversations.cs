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
    private readonly ConcurrentDictionary<Guid, Counters> _dirty = new();
    private readonly ConcurrentQueue<IReadOnlyList<StoredHere>> _stored = new();
    private Dictionary<Guid, DateTimeOffset> _swept = [];
    private readonly Bell _bell = new();
    private readonly ConversationReader _reader;
    private readonly DataSources _databases;
    private readonly TimeProvider _clock;
    private readonly ILogger<LiveConversations> _log;

    public LiveConversations(ConversationReader reader, DataSources databases, MessageLog messages, ISignals signals, ThisNode node, TimeProvider clock, ILogger<LiveConversations> log)
    {
        (_reader, _databases, _clock, _log) = (reader, databases, clock, log);
        messages.Stored += stored =>
        {
            _stored.Enqueue(stored);
            _bell.Ring();
        };
        signals.On(ConversationSignal.Kind, payload =>
        {
            var known = ConversationSignal.IsFrom(node, payload);
            foreach (var conversation in ConversationSignal.Read(payload))
            {
                Changed?.Invoke(conversation.WorkspaceId, conversation.ConversationId);
                if (!known)
                {
                    MarkDirty(conversation);
                }
            }

            _bell.Ring();
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
        MarkDirty(Counters.Unknown(workspaceId, conversationId));
        _bell.Ring();
    }

    private void MarkDirty(Counters counters)
    {
        if (_followed.ContainsKey(counters.ConversationId))
        {
            _dirty.AddOrUpdate(counters.ConversationId, counters, (_, known) => known.OrLater(counters));
        }
    }

    private void LookAtAll()
    {
        foreach (var (conversation, following) in _followed)
        {
            MarkDirty(Counters.Unknown(following.WorkspaceId, conversation));
        }

        _bell.Ring();
    }

    private async Task Deliver(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            await _bell.Wait(stopping);
            HandStored();
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
                    wanted.ForEach(w => MarkDirty(Counters.Unknown(w.WorkspaceId, w.ConversationId)));
                    await Task.Delay(500, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
                catch (OperationCanceledException) when (stopping.IsCancellationRequested)
                {
                    return;
                }

                HandStored();
            }
        }
    }

    /// <summary>What this node has stored itself need not be read again, where the followers have all that came before.</summary>
    private void HandStored()
    {
        while (_stored.TryDequeue(out var commit))
        {
            foreach (var talk in commit)
            {
                if (_followed.TryGetValue(talk.Counters.ConversationId, out var following) && !following.Has(talk.Counters))
                {
                    if (following.GoOn(talk) is { } news)
                    {
                        Hand(news);
                    }
                    else
                    {
                        MarkDirty(talk.Counters);
                    }
                }
            }
        }
    }

    private List<Wanted> TakeDirty()
    {
        var wanted = new List<Wanted>();
        foreach (var (conversation, _) in _dirty.Take(MostAtOnce))
        {
            if (_dirty.TryRemove(conversation, out var counters) && _followed.TryGetValue(conversation, out var following)
                && !following.Has(counters) && following.Lacks(counters) is { } lacks)
            {
                wanted.Add(lacks);
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

        following.Hand(news);
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

    /// <summary>Each change is looked at once more by the sweep that first sees it.</summary>
    private void Repair(Guid workspaceId, Guid conversationId, DateTimeOffset changedAt)
    {
        if (!_swept.TryGetValue(conversationId, out var known) || known < changedAt)
        {
            Look(workspaceId, conversationId);
            Changed?.Invoke(workspaceId, conversationId);
        }
    }

    [LoggerMessage(LogLevel.Warning, "News could not be read, trying again: {Reason}")]
    private partial void ReadingFailed(string reason);
}
