using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>Signs out: the session's cookie, tokens and sockets stop working at once, on every node.</summary>
public sealed class EndSession(FrontdeskDb db, TimeProvider clock)
{
    public const string SignalKind = "session";

    public async Task For(Guid sessionId, string because, CancellationToken ct)
    {
        if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == sessionId, ct) is { } session)
        {
            session.End(because, clock.GetUtcNow());
            db.Announce(new Signal(SignalKind, sessionId.ToString()));
            await db.SaveChangesAsync(ct);
        }
    }
}

/// <summary>Closes the sockets of sessions that were ended anywhere.</summary>
public sealed class EndedSessions : IHostedService
{
    public EndedSessions(ISignals signals, WorkspaceSockets sockets) => signals.On(EndSession.SignalKind, id => sockets.EndSession(Guid.Parse(id)));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
