using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Signals;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>A workspace the user may enter.</summary>
public sealed record Membership(Guid MemberId, Guid WorkspaceId, string WorkspaceName, string Role, SecurityPolicy Security);

/// <summary>Begins a session for somebody who has proved who they are. A sixth session ends the one idle longest.</summary>
public sealed class StartSession(FrontdeskDb db, Memberships memberships, IServiceScopeFactory scopes, TimeProvider clock)
{
    private const int MostSessions = 5;

    /// <summary>Null where no workspace lets the user in any more, or not with this proof.</summary>
    public async Task<(Session Session, Membership Membership)?> For(User user, SignInProof proof, HttpContext context, CancellationToken ct)
    {
        if ((await memberships.Of(user.Id, ct)).Find(m => proof.Reaches(m.WorkspaceId) && m.Security.AllowsMethod(SignInMethods.Kind(proof.Method))) is not { } entered)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var session = Session.Start(user.Id, entered.WorkspaceId, proof, RequestOrigin.Of(context), now);
        db.Sessions.Add(session);
        var live = await db.Sessions.Where(s => s.UserId == user.Id && s.EndedAt == null && s.ExpiresAt > now).OrderByDescending(s => s.LastSeenAt).ToListAsync(ct);
        foreach (var idle in live.Skip(MostSessions - 1))
        {
            idle.End("too_many", now);
            db.Announce(new Signal(EndSessions.SessionSignal, idle.Id.ToString()));
        }

        await db.SaveChangesAsync(ct);
        return (session, entered);
    }

    /// <summary>
    /// Moves the asking session into another workspace of its user, as far as that one's policy lets it. What was open in the
    /// former is closed. Neither a membership nor a refusal means that there is no such workspace for them.
    /// </summary>
    public async Task<(Membership? Entered, Refused? Refused)> Enter(CurrentAgent agent, Guid workspaceId, HttpContext http, CancellationToken ct)
    {
        if ((await memberships.Of(agent.UserId, ct)).Find(m => m.WorkspaceId == workspaceId) is not { } wanted)
        {
            return (null, null);
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspaceId);
        var there = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        var now = clock.GetUtcNow();
        if (await there.Sessions.SingleOrDefaultAsync(s => s.Id == agent.CredentialId && s.EndedAt == null, ct) is not { } session
            || await there.Users.SingleOrDefaultAsync(u => u.Id == agent.UserId, ct) is not { } user)
        {
            return (null, null);
        }

        var facts = new SessionFacts(session.CreatedAt, new SignInProof(session.SignedInWith, session.SecondFactorAt), user.HasSecondFactor);
        if (Admission.Decide(wanted.Security, facts, http.Connection.RemoteIpAddress, now) is null)
        {
            return (null, new Refused("sign_in_differently", $"{wanted.WorkspaceName} does not take the way you signed in. Sign out, and sign in the way it asks for."));
        }

        session.Enter(workspaceId, now);
        there.Announce(new Signal(EndSessions.SessionSignal, session.Id.ToString()));
        there.Record(AuditEntry.ByPerson(workspaceId, user.Id, user.Name, agent.From, "user.entered_workspace", now));
        await there.SaveChangesAsync(ct);
        return (wanted, null);
    }
}
