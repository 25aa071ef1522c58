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
public sealed partial class MessageLog(DataSources databases, JobBell bell, ISignals signals, ILogger<MessageLog> log) : BackgroundService
{
    private const int BatchSize = 200;
    private const string Lock = "select 1 from conversations where id = any($1) order by id for no key update";
    private static readonly string Append = ReadStatement();

    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });

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
    }

    /// <summary>One bad row must not take its neighbours down.</summary>
    private async Task WriteOneByOne(List<Waiting> batch)
    {
        foreach (var one in batch)
        {
            await WriteBatch([one]);
        }
    }

    private async Task<List<Appended>> Write(List<Waiting> batch)
    {
        await using var connection = await databases.Writer.OpenConnectionAsync();
        await using var commands = new NpgsqlBatch(connection)
            .ForWorkspaces(batch.Select(w => w.Message.WorkspaceId))
            .With(Lock, batch.Select(w => w.Message.ConversationId).Distinct().ToArray())
            .With(Append, [.. Columns(batch.ConvertAll(w => w.Message)), signals.TravelWithCommit]);
        await using var reader = await commands.ExecuteReaderAsync();
        await reader.NextResultAsync();
        await reader.NextResultAsync();
        var outcomes = new List<Appended>(batch.Count);
        while (await reader.ReadAsync())
        {
            outcomes.Add(new Appended(
                SnakeCase.Parse<AppendOutcome>(reader.GetString(0)),
                reader.IsDBNull(1) ? Guid.Empty : reader.GetGuid(1),
                reader.IsDBNull(2) ? 0 : reader.GetInt64(2),
                reader.IsDBNull(3) ? default : reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return outcomes;
    }

    private void Answer(List<Waiting> batch, List<Appended> outcomes)
    {
        if (!signals.TravelWithCommit)
        {
            foreach (var (WorkspaceId, ConversationId) in batch.Where((_, i) => outcomes[i].Outcome == AppendOutcome.Stored).Select(w => (w.Message.WorkspaceId, w.Message.ConversationId)).Distinct())
            {
                signals.Announce(ConversationSignal.Changed(WorkspaceId, ConversationId));
            }
        }

        for (var i = 0; i < batch.Count; i++)
        {
            batch[i].Outcome.TrySetResult(outcomes[i]);
        }

        if (batch.Exists(w => w.Message.SenderType == SenderType.Customer))
        {
            bell.Ring();
        }
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

    private sealed record Waiting(NewMessage Message)
    {
        public TaskCompletionSource<Appended> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
