using System.Net.Sockets;
using System.Threading.Channels;
using Frontdesk.Platform.Database;
using RabbitMQ.Client.Exceptions;

namespace Frontdesk.Platform.Signals;

/// <summary>
/// Signals by a RabbitMQ broker. This node hears its own at once and needs no broker for that; the others hear them a
/// moment later. While the broker is away announcements wait, a bounded number of them, and the sweeps fill the gaps.
/// </summary>
public sealed partial class RabbitSignals(RabbitAddress broker, DataSources databases, ThisNode node, SignalHandlers handlers, ILogger<RabbitSignals> log) : BackgroundService, ISignals
{
    private const int MostAtOnce = 200;
    private static readonly Signal Gap = new("gap", "");
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Channel<Signal> _outgoing = Channel.CreateBounded<Signal>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private volatile bool _connected;
    private bool _warned;

    public bool TravelWithCommit => false;

    /// <summary>Whether the others can be reached now.</summary>
    public bool IsConnected => _connected;

    public void Publish(Signal signal)
    {
        handlers.Deliver(signal);
        PublishElsewhere(signal);
    }

    public void PublishElsewhere(Signal signal)
    {
        if (_connected)
        {
            _outgoing.Writer.TryWrite(signal);
        }
    }

    public void Announce(Signal signal)
    {
        handlers.Deliver(signal);
        _outgoing.Writer.TryWrite(signal);
    }

    public void On(string kind, Action<string> handler) => handlers.On(kind, handler);

    public void OnGap(Action handler) => handlers.OnGap(handler);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var link = await RabbitLink.Open(broker, await Exchange(stoppingToken), node.Id.ToString("N"), Hear, stoppingToken);
                Up();
                pause = FirstPause;
                await Carry(link, stoppingToken);
            }
            catch (Exception away) when (Explains(away))
            {
                Down(stoppingToken);
                await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>Installations that share a broker have databases of their own, and so exchanges of their own.</summary>
    private async Task<string> Exchange(CancellationToken ct)
    {
        await using var command = databases.Engine.CreateCommand(
            "select system_identifier || '-' || (select oid from pg_database where datname = current_database()) from pg_control_system()");
        return $"frontdesk.signals.{await command.ExecuteScalarAsync(ct)}";
    }

    private void Hear(Signal signal)
    {
        if (signal == Gap)
        {
            handlers.TellGap(); // what another node said while it was cut off
        }
        else
        {
            handlers.Deliver(signal);
        }
    }

    private async Task Carry(RabbitLink link, CancellationToken stopping)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stopping, link.Lost);
        while (await _outgoing.Reader.WaitToReadAsync(until.Token))
        {
            var batch = new List<Signal>();
            while (batch.Count < MostAtOnce && _outgoing.Reader.TryRead(out var signal))
            {
                batch.Add(signal);
            }

            await link.Send(batch, until.Token);
        }
    }

    private void Up()
    {
        _connected = true;
        if (_warned)
        {
            _warned = false;
            CameBack(broker);
            _outgoing.Writer.TryWrite(Gap);
        }

        handlers.TellGap();
    }

    private void Down(CancellationToken stopping)
    {
        _connected = false;
        if (!_warned && !stopping.IsCancellationRequested)
        {
            _warned = true;
            WentAway(broker);
        }
    }

    private static bool Explains(Exception broken) =>
        broken is RabbitMQClientException or IOException or SocketException or TimeoutException or OperationCanceledException or ObjectDisposedException
        || DatabaseAway.Explains(broken);

    [LoggerMessage(LogLevel.Warning, "The broker at {Broker} does not answer. Other nodes hear of changes by looking every two seconds; trying on.")]
    private partial void WentAway(RabbitAddress broker);

    [LoggerMessage(LogLevel.Warning, "The broker at {Broker} answers again.")]
    private partial void CameBack(RabbitAddress broker);
}
