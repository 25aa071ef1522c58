using System.Collections.Concurrent;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Nodes;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.Visitors;
using Npgsql;

namespace Frontdesk.Conversations.Live;

/// <summary>
/// Whose visitor is there now. Each node knows those it holds; it asks the others only about conversations that members look
/// at here, and forgets an answer that is not repeated. A row is written once, when somebody has left.
/// </summary>
public sealed partial class Presence : BackgroundService
{
    private const string Asked = "presence_asked", Here = "presence_here";
    private const int AnswerLasts = 6000;
    private const int Grace = 4000; // a page that is loaded again has not left
    private const int MostInSignal = 150;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<Guid, int> _here = new();
    private readonly ConcurrentDictionary<Guid, int> _watched = new();
    private readonly ConcurrentDictionary<Guid, long> _elsewhereUntil = new();
    private readonly ConcurrentDictionary<Guid, (CurrentVisitor Visitor, long At)> _leaving = new();
    private readonly ConcurrentDictionary<Guid, bool> _told = new();
    private readonly LiveConversations _live;
    private readonly ISignals _signals;
    private readonly RunningNodes _nodes;
    private readonly DataSources _databases;
    private readonly ILogger<Presence> _log;

    public Presence(LiveConversations live, ISignals signals, RunningNodes nodes, DataSources databases, ILogger<Presence> log)
    {
        (_live, _signals, _nodes, _databases, _log) = (live, signals, nodes, databases, log);
        signals.On(Asked, ids => Answer(Read(ids).Where(IsHere)));
        signals.On(Here, ids =>
        {
            foreach (var conversation in Read(ids).Where(_watched.ContainsKey))
            {
                _elsewhereUntil[conversation] = Environment.TickCount64 + AnswerLasts;
                TellWhatIsNew(conversation);
            }
        });
    }

    /// <summary>Whether the visitor of a conversation is there, as far as this node knows.</summary>
    public bool IsOnline(Guid conversationId) =>
        IsHere(conversationId) || _elsewhereUntil.TryGetValue(conversationId, out var until) && until > Environment.TickCount64;

    /// <summary>The visitor is there until the returned is disposed of.</summary>
    public IDisposable Come(Guid conversationId, CurrentVisitor visitor)
    {
        Count(_here, conversationId, 1);
        _leaving.TryRemove(conversationId, out _);
        TellWhatIsNew(conversationId);
        Answer([conversationId]);
        return new Ending(() =>
        {
            _leaving[conversationId] = (visitor, Environment.TickCount64);
            Count(_here, conversationId, -1);
        });
    }

    /// <summary>A member looks at the conversation until the returned is disposed of.</summary>
    public IDisposable Watch(Guid conversationId)
    {
        Count(_watched, conversationId, 1);
        Ask([conversationId]);
        return new Ending(() =>
        {
            if (Count(_watched, conversationId, -1) == 0)
            {
                _told.TryRemove(conversationId, out _);
            }
        });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(BetweenLooks, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await WriteWhoLeft(stoppingToken);
            foreach (var conversation in _watched.Keys)
            {
                TellWhatIsNew(conversation);
            }

            foreach (var (conversation, _) in _elsewhereUntil.Where(known => known.Value < Environment.TickCount64))
            {
                _elsewhereUntil.TryRemove(conversation, out _);
            }

            foreach (var some in _watched.Keys.Chunk(MostInSignal))
            {
                Ask(some);
            }
        }
    }

    private bool IsHere(Guid conversationId) => _here.ContainsKey(conversationId) || _leaving.ContainsKey(conversationId);

    private void Ask(IEnumerable<Guid> conversations)
    {
        if (_nodes.Others > 0)
        {
            _signals.PublishElsewhere(new Signal(Asked, string.Join(',', conversations)));
        }
    }

    private void Answer(IEnumerable<Guid> conversations)
    {
        if (_nodes.Others > 0 && string.Join(',', conversations) is { Length: > 0 } ids)
        {
            _signals.PublishElsewhere(new Signal(Here, ids));
        }
    }

    private void TellWhatIsNew(Guid conversation)
    {
        var online = IsOnline(conversation);
        if (_watched.ContainsKey(conversation) && (!_told.TryGetValue(conversation, out var told) || told != online))
        {
            _told[conversation] = online;
            _live.Pass(new PassingFrame(conversation, Frames.Of("visitor:presence", new { conversation_id = conversation, online }), ToVisitor: false, ToAgents: true));
        }
    }

    private async Task WriteWhoLeft(CancellationToken ct)
    {
        var left = _leaving.Where(l => l.Value.At + Grace < Environment.TickCount64).ToList();
        left.ForEach(l => _leaving.TryRemove(l));
        var gone = left.Where(l => !_here.ContainsKey(l.Key)).Select(l => l.Value.Visitor).ToList();
        if (gone.Count == 0)
        {
            return;
        }

        try
        {
            await using var connection = await _databases.Engine.OpenConnectionAsync(ct);
            await using var batch = new NpgsqlBatch(connection)
                .ForWorkspaces(gone.Select(v => v.WorkspaceId))
                .With("update visitor_sessions set last_seen_at = now() where id = any($1)", gone.Select(v => v.SessionId).Distinct().ToArray());
            await batch.ExecuteNonQueryAsync(ct);
        }
        catch (Exception away) when (DatabaseAway.Explains(away) || away is OperationCanceledException)
        {
            NotWritten(away.Message);
        }
    }

    private static int Count(ConcurrentDictionary<Guid, int> counts, Guid id, int by)
    {
        var count = counts.AddOrUpdate(id, by, (_, before) => before + by);
        if (count == 0)
        {
            counts.TryRemove(new KeyValuePair<Guid, int>(id, 0));
        }

        return count;
    }

    private static IEnumerable<Guid> Read(string ids) =>
        ids.Split(',').Select(id => Guid.TryParse(id, out var known) ? known : Guid.Empty).Where(id => id != Guid.Empty);

    [LoggerMessage(LogLevel.Warning, "When visitors left could not be written: {Reason}")]
    private partial void NotWritten(string reason);

    private sealed class Ending(Action end) : IDisposable
    {
        private bool _ended;

        public void Dispose()
        {
            if (!Interlocked.Exchange(ref _ended, true))
            {
                end();
            }
        }
    }
}
