using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>
/// Ends sessions with the caller's next save, in the transaction of what makes them end. From then on the cookie, the
/// tokens and the sockets work no longer, on every node, and open pages go to the way in. It looks for the sessions last,
/// when the caller's rows are written: a sign-in with the old password that was faster is found, a slower one is refused.
/// </summary>
public sealed class EndSessions(FrontdeskDb db, TimeProvider clock)
{
    public const string SessionSignal = "session";
    public const string MemberSignal = "member";

    public Task One(Guid sessionId, string because, CancellationToken ct) => End(now =>
        db.Database.SqlQuery<Guid>($"update sessions set ended_at = {now}, ended_because = {because} where id = {sessionId} and ended_at is null returning id as \"Value\""));

    /// <summary>All of a person's, in every workspace: a new password, a new second factor, "sign out everywhere".</summary>
    /// <param name="except">The session that asks for it and stays.</param>
    public Task OfUser(Guid userId, Guid? except, string because, CancellationToken ct) => End(now =>
        db.Database.SqlQuery<Guid>($"update sessions set ended_at = {now}, ended_because = {because} where user_id = {userId} and id is distinct from {except} and ended_at is null returning id as \"Value\""));

    /// <summary>A member's in their workspace, and the sockets of their API keys: a new role, a deactivation, a removal.</summary>
    public Task OfMember(Member member, string because, CancellationToken ct)
    {
        db.Announce(new Signal(MemberSignal, member.Id.ToString()));
        return End(now => db.Database.SqlQuery<Guid>(
            $"update sessions set ended_at = {now}, ended_because = {because} where user_id = {member.UserId} and workspace_id = {member.WorkspaceId} and ended_at is null returning id as \"Value\""));
    }

    /// <summary>Those that the caller has found.</summary>
    public void Of(IReadOnlyList<Session> sessions, string because)
    {
        foreach (var session in sessions)
        {
            session.End(because, clock.GetUtcNow());
            SocketsOf(session);
        }
    }

    /// <summary>Closes a session's sockets and leaves it: whoever still may comes back at once.</summary>
    public void SocketsOf(Session session) => db.Announce(new Signal(SessionSignal, session.Id.ToString()));

    private Task End(Func<DateTimeOffset, IQueryable<Guid>> update)
    {
        db.AfterWriting(async saving =>
        {
            foreach (var ended in await update(clock.GetUtcNow()).ToListAsync(saving))
            {
                db.Announce(new Signal(SessionSignal, ended.ToString()));
            }
        });
        return Task.CompletedTask;
    }
}
