using System.Collections.Concurrent;
using Frontdesk.Conversations.Live;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Npgsql;

namespace Frontdesk.Answers;

/// <summary>
/// The models that speak on this node, and until when they may. When the word passes to somebody else, wherever that
/// happened, their requests are cancelled: nobody will read the rest, and somebody would pay for it. A change that no signal
/// tells of is seen within a second.
/// </summary>
public sealed partial class SpeakingModels : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Speech, byte> _speeches = new();
    private readonly Bell _bell = new();
    private readonly DataSources _databases;
    private readonly ILogger<SpeakingModels> _log;

    public SpeakingModels(LiveConversations live, DataSources databases, ILogger<SpeakingModels> log)
    {
        (_databases, _log) = (databases, log);
        live.Changed += (_, conversation) =>
        {
            if (!_speeches.IsEmpty && _speeches.Keys.Any(s => s.ConversationId == conversation))
            {
                _bell.Ring();
            }
        };
    }

    /// <summary>A model begins to speak in this turn; it has ended when the returned is disposed of.</summary>
    public Speech Begin(Guid workspaceId, Guid conversationId, long turn, CancellationToken ct)
    {
        var speech = new Speech(this, workspaceId, conversationId, turn, ct);
        _speeches[speech] = 0;
        _bell.Ring(); // the word may have passed since the question was read
        return speech;
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
            await _bell.Wait(stoppingToken, BetweenLooks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await CutOffWhoHasNoWord([.. _speeches.Keys], stoppingToken);
            }
            catch (Exception away) when (DatabaseAway.Explains(away) || away is OperationCanceledException)
            {
                CouldNotLook(away.Message);
            }
        }
    }

    private async Task CutOffWhoHasNoWord(Speech[] speeches, CancellationToken ct)
    {
        if (speeches.Length == 0)
        {
            return;
        }

        var turns = await Turns(speeches, ct);
        foreach (var speech in speeches)
        {
            if (!turns.TryGetValue(speech.ConversationId, out var turn) || turn != speech.Turn)
            {
                speech.Over();
            }
        }
    }

    /// <summary>Without those that are deleted and those of suspended workspaces: nobody speaks there.</summary>
    private async Task<Dictionary<Guid, long>> Turns(Speech[] speeches, CancellationToken ct)
    {
        await using var connection = await _databases.Engine.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection)
            .ForWorkspaces(speeches.Select(s => s.WorkspaceId))
            .With("""
                select c.id, c.turn from conversations c join workspaces w on w.id = c.workspace_id and w.status = 'active'
                where c.id = any($1)
                """, speeches.Select(s => s.ConversationId).Distinct().ToArray());
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        var turns = new Dictionary<Guid, long>();
        while (await reader.ReadAsync(ct))
        {
            turns[reader.GetGuid(0)] = reader.GetInt64(1);
        }

        return turns;
    }

    [LoggerMessage(LogLevel.Warning, "Could not look whether the models that speak still have the word: {Reason}")]
    private partial void CouldNotLook(string reason);

    /// <summary>One model's answer while it is being spoken.</summary>
    public sealed class Speech(SpeakingModels all, Guid workspaceId, Guid conversationId, long turn, CancellationToken ct) : IDisposable
    {
        private readonly Lock _gate = new();
        private readonly CancellationTokenSource _over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        private bool _disposed;

        public Guid WorkspaceId => workspaceId;
        public Guid ConversationId => conversationId;
        public long Turn => turn;

        /// <summary>Cancelled when somebody else has the word.</summary>
        public CancellationToken MayGoOn => _over.Token;

        public bool WordHasPassed { get; private set; }

        internal void Over()
        {
            lock (_gate)
            {
                if (!_disposed)
                {
                    WordHasPassed = true;
                    _ = _over.CancelAsync();
                }
            }
        }

        public void Dispose()
        {
            all._speeches.TryRemove(this, out _);
            lock (_gate)
            {
                _disposed = true;
                _over.Dispose();
            }
        }
    }
}
