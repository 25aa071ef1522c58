using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;

namespace Frontdesk.SignIn;

/// <summary>
/// Closes the sockets of sessions and members that were ended anywhere. Once a minute, and when signals may have been
/// missed, it asks the door about each open socket again: hours run out and policies change without a signal.
/// </summary>
public sealed partial class EndedSessions : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly WorkspaceSockets _sockets;
    private readonly TimeProvider _clock;
    private readonly ILogger<EndedSessions> _log;
    private readonly SemaphoreSlim _missed = new(0);

    public EndedSessions(ISignals signals, WorkspaceSockets sockets, TimeProvider clock, ILogger<EndedSessions> log)
    {
        (_sockets, _clock, _log) = (sockets, clock, log);
        signals.On(EndSessions.SessionSignal, id => sockets.EndCredential(Guid.Parse(id)));
        signals.On(EndSessions.MemberSignal, id => sockets.EndHolder(Guid.Parse(id)));
        signals.OnGap(() => _missed.Release());
    }

    public override void Dispose()
    {
        _missed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(Pause, _clock);
        var tick = minute.WaitForNextTickAsync(stoppingToken).AsTask();
        var gap = _missed.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var woken = await Task.WhenAny(tick, gap);
            if (woken.IsCanceled)
            {
                return;
            }

            (tick, gap) = (woken == tick ? minute.WaitForNextTickAsync(stoppingToken).AsTask() : tick, woken == gap ? _missed.WaitAsync(stoppingToken) : gap);
            await Look(stoppingToken);
        }
    }

    private async Task Look(CancellationToken ct)
    {
        try
        {
            await _sockets.CloseWhatMayNoLonger(ct);
        }
        catch (Exception away) when (DatabaseAway.Explains(away))
        {
            CouldNotLook(away.Message);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // stopping
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not look whether open sockets may stay: {Reason}")]
    private partial void CouldNotLook(string reason);
}
