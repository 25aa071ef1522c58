using System.Collections.Concurrent;
using Frontdesk.Platform.Database;
using Npgsql;

namespace Frontdesk.Platform.Signals;

/// <summary>
/// What was announced is kept for a while in the transaction of its change, and each node looks every two seconds for what no
/// signal has told it. So a carrier that loses one, or a node that dies between its commit and its word, costs two seconds and
/// leaves no cache stale and no ended session open.
/// </summary>
public sealed partial class KeptAnnouncements : BackgroundService
{
    private const string Kind = "kept";
    private const string Window = "30 seconds";
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(25);

    private readonly ConcurrentDictionary<Guid, long> _heard = new();
    private readonly SignalHandlers _handlers;
    private readonly DataSources _databases;
    private readonly ILogger<KeptAnnouncements> _log;

    public KeptAnnouncements(ISignals signals, SignalHandlers handlers, DataSources databases, ILogger<KeptAnnouncements> log)
    {
        (_handlers, _databases, _log) = (handlers, databases, log);
        signals.On(Kind, text =>
        {
            var kept = Signal.Parse(text);
            Hear(Guid.Parse(kept.Kind), kept.Payload);
        });
    }

    /// <summary>The signal as it travels: with the name under which it is kept, so that nobody hears it twice.</summary>
    internal static Signal Wrap(Guid id, Signal signal) => new(Kind, $"{id} {signal}");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        var looked = Environment.TickCount64;
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t.IsCompletedSuccessfully && t.Result, TaskScheduler.Default))
        {
            try
            {
                await Look(stoppingToken);
                if (Environment.TickCount64 - looked > TooLong.TotalMilliseconds)
                {
                    _handlers.TellGap();
                }

                looked = Environment.TickCount64;
                Forget(looked);
            }
            catch (Exception away) when (DatabaseAway.Explains(away) || away is OperationCanceledException)
            {
                LookFailed(away.Message);
            }
        }
    }

    private async Task Look(CancellationToken ct)
    {
        await using var command = _databases.Engine.CreateCommand($"""
            with old as (delete from announcements where at < now() - interval '10 minutes')
            select id, signal from announcements where at > now() - interval '{Window}' order by at
            """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            Hear(reader.GetGuid(0), reader.GetString(1));
        }
    }

    private void Hear(Guid id, string signal)
    {
        if (_heard.TryAdd(id, Environment.TickCount64))
        {
            _handlers.Deliver(Signal.Parse(signal));
        }
    }

    private void Forget(long now)
    {
        foreach (var heard in _heard.Where(h => now - h.Value > 4 * TooLong.TotalMilliseconds))
        {
            _heard.TryRemove(heard);
        }
    }

    [LoggerMessage(LogLevel.Warning, "What was announced lately could not be read: {Reason}")]
    private partial void LookFailed(string reason);
}
