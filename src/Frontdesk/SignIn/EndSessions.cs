using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Platform.Sockets;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>
/// Ends sessions with the caller's next save, in the transaction of what makes them end. From then on the cookie, the
/// tokens and the sockets work no longer, on every node, and open pages go to the way in.
/// </summary>
public sealed class EndSessions(FrontdeskDb db, TimeProvider clock)
{
    public const string SessionSignal = "session";
    public const string MemberSignal = "member";

    public async Task One(Guid sessionId, string because, CancellationToken ct) =>
        End(await db.Sessions.Where(s => s.Id == sessionId && s.EndedAt == null).ToListAsync(ct), because);

    /// <summary>All of a person's, in every workspace: a new password, a new second factor, "sign out everywhere".</summary>
    /// <param name="except">The session that asks for it and stays.</param>
    public async Task OfUser(Guid userId, Guid? except, string because, CancellationToken ct) =>
        End(await db.Sessions.Where(s => s.UserId == userId && s.Id != except && s.EndedAt == null).ToListAsync(ct), because);

    /// <summary>A member's in their workspace, and the sockets of their API keys: a new role, a deactivation, a removal.</summary>
    public async Task OfMember(Member member, string because, CancellationToken ct)
    {
        End(await db.Sessions.Where(s => s.UserId == member.UserId && s.WorkspaceId == member.WorkspaceId && s.EndedAt == null).ToListAsync(ct), because);
        db.Announce(new Signal(MemberSignal, member.Id.ToString()));
    }

    /// <summary>Those that the caller has found.</summary>
    public void Of(IReadOnlyList<Session> sessions, string because) => End(sessions, because);

    /// <summary>Closes a session's sockets and leaves it: whoever still may comes back at once.</summary>
    public void SocketsOf(Session session) => db.Announce(new Signal(SessionSignal, session.Id.ToString()));

    private void End(IReadOnlyList<Session> sessions, string because)
    {
        foreach (var session in sessions)
        {
            session.End(because, clock.GetUtcNow());
            db.Announce(new Signal(SessionSignal, session.Id.ToString()));
        }
    }
}

/// <summary>Closes the sockets of sessions and members that were ended anywhere.</summary>
public sealed class EndedSessions : IHostedService
{
    public EndedSessions(ISignals signals, WorkspaceSockets sockets)
    {
        signals.On(EndSessions.SessionSignal, id => sockets.EndCredential(Guid.Parse(id)));
        signals.On(EndSessions.MemberSignal, id => sockets.EndHolder(Guid.Parse(id)));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
