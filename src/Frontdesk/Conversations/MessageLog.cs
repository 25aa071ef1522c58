using System.Reflection;
using System.Threading.Channels;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Signals;
using Npgsql;

namespace Frontdesk.Conversations;

/// <summary>
/// The only way into a conversation, for every sender. What is waiting goes together: one batch is one round trip, sent at
/// once when the writer is idle. A sender hears back only after the commit.
/// </summary>
public sealed partial class MessageLog(DataSources databases, VisitorLimits limits, JobBell bell, ISignals signals, ThisNode node, ILogger<MessageLog> log) : BackgroundService
{
    private const int BatchSize = 200;
    private const string Lock = "select 1 from conversations where id = any($1) order by id for no key update";
    private const string LockCounts = "select 1 from visitor_sends where visitor_id = any($1) order by visitor_id for no key update";
    private static readonly string Append = ReadStatement();

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Raised with what a commit has stored, before its senders hear of it.</summary>
    public event Action<IReadOnlyList<StoredHere>>? Stored;

    /// <summary>Stores a message once and tells what became of it.</summary>
    /// <exception cref="NpgsqlException">The database did not take it; nothing was stored and the sender may try again.</exception>
    public Task<Appended> Add(NewMessage message)
    {
        var waiting = new Waiting(message);
        return _waiting.Writer.TryWrite(waiting)
            ? waiting.Outcome.Task
            : Task.FromException<Appended>(new NpgsqlException("The server is stopping."));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await using var stop = stoppingToken.Register(() => _waiting.Writer.TryComplete());

        // Ends when the channel is complete and empty: what was accepted before the stop is still written.
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await WriteBatch(Take());
        }
    }

    private List<Waiting> Take()
    {
        var batch = new List<Waiting>();
        while (batch.Count < BatchSize && _waiting.Reader.TryRead(out var next))
        {
            batch.Add(next);
        }

        return batch;
    }

    private async Task WriteBatch(List<Waiting> batch)
    {
        try
        {
            Answer(batch, await Write(batch));
        }
        catch (PostgresException bad) when (batch.Count > 1)
        {
            BatchFailed(batch.Count, bad.Message);
            await WriteOneByOne(batch);
        }
        catch (Exception away) when (DatabaseAway.Explains(away))
        {
            BatchFailed(batch.Count, away.Message);
            batch.ForEach(w => w.Outcome.TrySetException(away));
        }
        catch (Exception unforeseen) // a mistake of ours must not end the loop that everybody waits for
        {
            BatchBroke(batch.Count, unforeseen);
            batch.ForEach(w => w.Outcome.TrySetException(unforeseen));
        }
    }

    /// <summary>One bad row must not take its neighbours down.</summary>
    private async Task WriteOneByOne(List<Waiting> batch)
    {
        foreach (var one in batch)
        {
            await WriteBatch([one]);
        }
    }

    /// <summary>What became of each, in their order. A message that waits twice is asked for once.</summary>
    private async Task<List<Appended>> Write(List<Waiting> batch)
    {
        var places = new Dictionary<(Guid, Guid), int>(batch.Count);
        var asked = new List<NewMessage>(batch.Count);
        foreach (var message in batch.Select(w => w.Message))
        {
            if (places.TryAdd((message.ConversationId, message.ClientMessageId), asked.Count))
            {
                asked.Add(message);
            }
        }

        var outcomes = await Write(asked);
        return asked.Count == batch.Count ? outcomes : [.. batch.Select(w => Outcome(w.Message, outcomes[places[(w.Message.ConversationId, w.Message.ClientMessageId)]]))];
    }

    private static Appended Outcome(NewMessage message, Appended outcome) =>
        outcome.Outcome == AppendOutcome.Stored && outcome.Id != message.Id ? outcome with { Outcome = AppendOutcome.Duplicate } : outcome;

    private async Task<List<Appended>> Write(List<NewMessage> messages)
    {
        var visitors = messages.Where(m => m.SenderType == SenderType.Customer).Select(m => m.SenderId).OfType<Guid>().Distinct().ToArray();
        await using var connection = await databases.Writer.OpenConnectionAsync();
        await using var commands = new NpgsqlBatch(connection)
            .ForWorkspaces(messages.Select(m => m.WorkspaceId))
            .With(Lock, messages.Select(m => m.ConversationId).Distinct().ToArray())
            .With(LockCounts, visitors)
            .With(Append, [.. Columns(messages), limits.AMinute, limits.AnHour, signals.TravelWithCommit ? node.Id.ToString("N") : ""]);
        await using var reader = await commands.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.NextResultAsync();
        await reader.NextResultAsync();
        var outcomes = new List<Appended>(messages.Count);
        while (await reader.ReadAsync())
        {
            outcomes.Add(ReadOutcome(reader));
        }

        return outcomes;
    }

    private static Appended ReadOutcome(NpgsqlDataReader row) => new(
        SnakeCase.Parse<AppendOutcome>(row.GetString(0)),
        row.IsDBNull(1) ? Guid.Empty : row.GetGuid(1),
        row.IsDBNull(2) ? 0 : row.GetInt64(2),
        row.GetFieldValue<DateTimeOffset>(3))
    {
        Wait = row.IsDBNull(4) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(row.GetInt64(4)),
        Change = row.IsDBNull(5) ? 0 : row.GetInt64(5),
        AwaitsAnswer = !row.IsDBNull(6) && row.GetBoolean(6),
    };

    private void Answer(List<Waiting> batch, List<Appended> outcomes)
    {
        Tell([.. batch.Zip(outcomes, (w, stored) => (w.Message, Stored: stored)).Where(m => m.Stored.Outcome == AppendOutcome.Stored)
            .GroupBy(m => m.Message.ConversationId, m => (m.Message, m.Stored), (_, talk) => StoredTogether([.. talk]))]);
        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Outcome.TrySetResult(outcomes[i]);
        }

        if (outcomes.Exists(o => o.AwaitsAnswer))
        {
            bell.Ring();
        }
    }

    private void Tell(IReadOnlyList<StoredHere> stored)
    {
        Stored?.Invoke(stored);
        foreach (var some in signals.TravelWithCommit ? [] : stored.Select(s => s.Counters).Chunk(ConversationSignal.MostAtOnce))
        {
            signals.Announce(ConversationSignal.Stored(node, some));
        }
    }

    private static StoredHere StoredTogether(List<(NewMessage Message, Appended Stored)> talk)
    {
        var (message, last) = talk[^1];
        return new StoredHere(new Counters(message.WorkspaceId, message.ConversationId, last.Seq, last.Change), [.. talk.Select(m => m.Message.AsStored(m.Stored))]);
    }

    /// <summary>In the order of AppendMessages.sql.</summary>
    private static object[] Columns(List<NewMessage> messages) =>
    [
        Column(messages, m => m.Id), Column(messages, m => m.ConversationId), Column(messages, m => m.ClientMessageId),
        Column(messages, m => SnakeCase.Text(m.SenderType)), Column(messages, m => m.SenderId), Column(messages, m => m.SenderName),
        Column(messages, m => m.Content), Column(messages, m => m.AnswerJson), Column(messages, m => m.Turn),
    ];

    private static T[] Column<T>(List<NewMessage> messages, Func<NewMessage, T> value) => [.. messages.Select(value)];

    private static string ReadStatement()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("AppendMessages.statement")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [LoggerMessage(LogLevel.Warning, "{Count} messages were not stored together: {Reason}")]
    private partial void BatchFailed(int count, string reason);

    [LoggerMessage(LogLevel.Error, "{Count} messages could not be written")]
    private partial void BatchBroke(int count, Exception failure);

    private sealed record Waiting(NewMessage Message)
    {
        public TaskCompletionSource<Appended> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
