using System.Collections.Concurrent;
using System.Threading.Channels;
using Frontdesk.Platform.Database;
using Npgsql;

namespace Frontdesk.Platform.Signals;

/// <summary>One LISTEN connection a node, one channel for all kinds.</summary>
public sealed partial class PostgresSignals(DataSources databases, ILogger<PostgresSignals> log) : BackgroundService, ISignals
{
    public const string Channel = "frontdesk";

    private readonly ConcurrentDictionary<string, Action<string>[]> _handlers = new();
    private readonly Channel<Signal> _outgoing = System.Threading.Channels.Channel.CreateBounded<Signal>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private Action _gap = () => { };

    public void Publish(Signal signal) => _outgoing.Writer.TryWrite(signal);

    public void On(string kind, Action<string> handler) =>
        _handlers.AddOrUpdate(kind, [handler], (_, others) => [.. others, handler]);

    public void OnGap(Action handler) => _gap += handler;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Listen(stoppingToken), Send(stoppingToken));

    private async Task Listen(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await databases.Engine.OpenConnectionAsync(stopping);
                connection.Notification += (_, received) => Deliver(Signal.Parse(received.Payload));
                await using (var listen = new NpgsqlCommand($"listen {Channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(stopping);
                }

                _gap();
                while (true)
                {
                    await connection.WaitAsync(stopping);
                }
            }
            catch (Exception broken) when (DatabaseAway.Explains(broken))
            {
                ListeningBroke(broken.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(500), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task Send(CancellationToken stopping)
    {
        try
        {
            while (await _outgoing.Reader.WaitToReadAsync(stopping))
            {
                var batch = new List<string>();
                while (batch.Count < 200 && _outgoing.Reader.TryRead(out var signal))
                {
                    batch.Add(signal.ToString());
                }

                try
                {
                    await using var notify = databases.Engine.CreateCommand($"select pg_notify('{Channel}', s) from unnest($1) s");
                    notify.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. batch] });
                    await notify.ExecuteNonQueryAsync(stopping);
                }
                catch (NpgsqlException broken)
                {
                    SendingBroke(broken.Message);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }

    private void Deliver(Signal signal)
    {
        foreach (var handler in _handlers.GetValueOrDefault(signal.Kind, []))
        {
            handler(signal.Payload);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Signals are interrupted, listening again: {Reason}")]
    private partial void ListeningBroke(string reason);

    [LoggerMessage(LogLevel.Warning, "Signals were not sent: {Reason}")]
    private partial void SendingBroke(string reason);
}
