using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Signals;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>
/// Begins a session for somebody who has proved who they are. Pages and routes call <see cref="ContinueSignIn"/>, which
/// asks for the second factor first. Not to be called while the caller's own transaction holds the user.
/// </summary>
public sealed class StartSession(IServiceScopeFactory scopes, Memberships memberships, TimeProvider clock)
{
    private const int MostSessions = 5;

    /// <summary>Null where no workspace lets the user in, or what they proved has changed meanwhile.</summary>
    public async Task<(Session Session, Membership Membership)?> For(User user, SignInProof proof, HttpContext http, CancellationToken ct)
    {
        var facts = Facts(user, proof);
        if ((await memberships.Of(user.Id, ct)).Find(m => proof.Reaches(m.WorkspaceId) && Admission.Decide(m.Security, facts, http.Connection.RemoteIpAddress, facts.StartedAt) is not null) is not { } entered)
        {
            return null;
        }

        await using var scope = ScopeOf(entered.WorkspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await Begin(db, user, proof, entered, RequestOrigin.Of(http), ct) is not { } session)
        {
            return null;
        }

        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return (session, entered);
    }

    /// <summary>Why <see cref="For"/> found no open workspace, in words for the user.</summary>
    public async Task<string> WhyNot(User user, SignInProof proof, HttpContext http, CancellationToken ct) => Admission.WhyClosed(
        [.. (await memberships.Of(user.Id, ct)).Where(m => proof.Reaches(m.WorkspaceId)).Select(m => m.Security)], Facts(user, proof), http.Connection.RemoteIpAddress);

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

        if (agent.ActsOnlyHere && workspaceId != agent.WorkspaceId)
        {
            return (null, new Refused("sign_in_differently", $"Your company's sign-in page reaches {agent.WorkspaceName} alone. Sign out, and sign in another way to enter {wanted.WorkspaceName}."));
        }

        await using var scope = ScopeOf(workspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        var now = clock.GetUtcNow();
        if (await db.Sessions.SingleOrDefaultAsync(s => s.Id == agent.CredentialId && s.EndedAt == null, ct) is not { } session
            || await db.Users.SingleOrDefaultAsync(u => u.Id == agent.UserId, ct) is not { } user)
        {
            return (null, null);
        }

        var facts = new SessionFacts(session.CreatedAt, session.Proof, user.HasSecondFactor);
        if (!session.Proof.Reaches(workspaceId) || Admission.Decide(wanted.Security, facts, http.Connection.RemoteIpAddress, now) is null)
        {
            return (null, new Refused("sign_in_differently", $"{wanted.WorkspaceName} does not take the way you signed in. Sign out, and sign in the way it asks for."));
        }

        session.Enter(workspaceId, now);
        db.Announce(new Signal(EndSessions.SessionSignal, session.Id.ToString()));
        db.Record(AuditEntry.ByPerson(workspaceId, user.Id, user.Name, agent.From, "user.entered_workspace", now));
        await db.SaveChangesAsync(ct);
        return (wanted, null);
    }

    /// <summary>
    /// The user's row is held: of many sign-ins at once each sees the sessions of the others, and a password or a second
    /// factor that has changed since it was shown opens nothing.
    /// </summary>
    private async Task<Session?> Begin(FrontdeskDb db, User shown, SignInProof proof, Membership entered, RequestOrigin from, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await db.HoldUser(shown.Id, ct) is not { Status: UserStatus.Active } user || user.ProofStamp() != shown.ProofStamp() || ContinueSignIn.NeedsSecondFactor(user, proof))
        {
            return null;
        }

        await EndTheIdlest(db, user.Id, now, ct);
        var session = Session.Start(user.Id, entered.WorkspaceId, proof, from, now);
        user.SignedIn(now);
        db.Sessions.Add(session);
        db.Record(AuditEntry.ByPerson(entered.WorkspaceId, user.Id, user.Name, from, "user.signed_in", now, new { method = SignInMethods.Kind(proof.Method), second_factor = proof.SecondFactorAt is not null }));
        return session;
    }

    private static async Task EndTheIdlest(FrontdeskDb db, Guid userId, DateTimeOffset now, CancellationToken ct)
    {
        var live = await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null && s.ExpiresAt > now).OrderByDescending(s => s.LastSeenAt).ToListAsync(ct);
        foreach (var idle in live.Skip(MostSessions - 1))
        {
            idle.End("too_many", now);
            db.Announce(new Signal(EndSessions.SessionSignal, idle.Id.ToString()));
        }
    }

    private SessionFacts Facts(User user, SignInProof proof) => new(clock.GetUtcNow(), proof, user.HasSecondFactor);

    /// <summary>A scope of its own: whoever signs in may be signed in to another company.</summary>
    private AsyncServiceScope ScopeOf(Guid workspaceId)
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspaceId);
        return scope;
    }
}
