using System.Threading.Channels;
using Frontdesk.Platform.Database;
using Npgsql;

namespace Frontdesk.Platform.Signals;

/// <summary>
/// One LISTEN connection a node. Announcements come by one channel, from the transactions themselves; what passes comes by
/// another one and says which node it is from, since that node has heard it already.
/// </summary>
public sealed partial class PostgresSignals(DataSources databases, ThisNode node, SignalHandlers handlers, ILogger<PostgresSignals> log) : BackgroundService, ISignals
{
    public const string Channel = "frontdesk";
    public const string PassingChannel = "frontdesk_passing";
    private const int MostAtOnce = 200;

    private readonly string _from = node.Id.ToString("N");
    private readonly Channel<(string Channel, string Text)> _outgoing = System.Threading.Channels.Channel.CreateBounded<(string, string)>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public bool TravelWithCommit => true;

    public void Publish(Signal signal)
    {
        handlers.Deliver(signal);
        PublishElsewhere(signal);
    }

    public void PublishElsewhere(Signal signal) => _outgoing.Writer.TryWrite((PassingChannel, $"{_from} {signal}"));

    public void Announce(Signal signal) => _outgoing.Writer.TryWrite((Channel, signal.ToString()));

    public void On(string kind, Action<string> handler) => handlers.On(kind, handler);

    public void OnGap(Action handler) => handlers.OnGap(handler);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Listen(stoppingToken), Send(stoppingToken));

    private async Task Listen(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await databases.Engine.OpenConnectionAsync(stopping);
                connection.Notification += (_, received) => Hear(received.Channel, received.Payload);
                await using (var listen = new NpgsqlCommand($"listen {Channel}; listen {PassingChannel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(stopping);
                }

                handlers.TellGap();
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

    private void Hear(string channel, string text)
    {
        if (channel == Channel)
        {
            handlers.Deliver(Signal.Parse(text));
        }
        else if (Signal.Parse(text) is var passing && passing.Kind != _from)
        {
            handlers.Deliver(Signal.Parse(passing.Payload));
        }
    }

    private async Task Send(CancellationToken stopping)
    {
        try
        {
            while (await _outgoing.Reader.WaitToReadAsync(stopping))
            {
                var (channels, texts) = (new List<string>(), new List<string>());
                while (texts.Count < MostAtOnce && _outgoing.Reader.TryRead(out var next))
                {
                    channels.Add(next.Channel);
                    texts.Add(next.Text);
                }

                try
                {
                    await using var notify = databases.Engine.CreateCommand("select pg_notify(c, s) from unnest($1, $2) as t(c, s)");
                    notify.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. channels] });
                    notify.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. texts] });
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

    [LoggerMessage(LogLevel.Warning, "Signals are interrupted, listening again: {Reason}")]
    private partial void ListeningBroke(string reason);

    [LoggerMessage(LogLevel.Warning, "Signals were not sent: {Reason}")]
    private partial void SendingBroke(string reason);
}
