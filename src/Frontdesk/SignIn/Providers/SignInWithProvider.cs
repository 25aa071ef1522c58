using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Providers;

/// <summary>What became of somebody whom a provider sent.</summary>
/// <param name="User">Set for the three that enter.</param>
public sealed record Arrived(NextInSignIn Next, User? User = null, SignInProof? Proof = null);

/// <summary>Finds whom a provider's answer stands for, and links it where that is safe.</summary>
public sealed class SignInWithProvider(FrontdeskDb db, IServiceScopeFactory scopes, EndSessions end, TimeProvider clock)
{
    public Task<Arrived> As(IdentityProvider provider, ProviderIdentity identity, HttpContext http, CancellationToken ct) =>
        provider.Connection is { } connection ? AtHome(provider, connection, identity, ct) : Anywhere(provider, identity, http, ct);

    private async Task<Arrived> Anywhere(IdentityProvider provider, ProviderIdentity identity, HttpContext http, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var login = await db.ExternalLogins.SingleOrDefaultAsync(l => l.Provider == provider.Method && l.Subject == identity.Subject, ct);
        var user = login is not null
            ? await db.Users.SingleAsync(u => u.Id == login.UserId, ct)
            : identity is { Email: { } email, EmailVerified: true } ? await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == User.Normalize(email), ct) : null;
        var next = Linking.Decide(login is not null, identity is { Email: not null, EmailVerified: true }, user?.IsVerified);
        if (user is null || next is not (NextInSignIn.Enter or NextInSignIn.LinkAndEnter or NextInSignIn.ClaimAndEnter))
        {
            return new(next);
        }

        if (next == NextInSignIn.ClaimAndEnter)
        {
            await Claim(user, ct);
        }

        login?.Used(identity.Email, now);
        if (login is null)
        {
            db.Add(ExternalLogin.Link(user.Id, provider.Method, identity.Subject, identity.Email, now));
            db.Record(AuditEntry.ByPerson(null, user.Id, user.Name, RequestOrigin.Of(http), "external_login.linked", now, new { provider = provider.Method, email = identity.Email }));
        }

        user.SignedIn(now);
        await db.SaveChangesAsync(ct);
        return new(next, user, new SignInProof(provider.Method));
    }

    /// <summary>The address is proved from now on; what a stranger may have left on the account goes.</summary>
    private async Task Claim(User user, CancellationToken ct)
    {
        user.ForgetUnprovedPassword();
        user.Verify(clock.GetUtcNow());
        db.RemoveRange(await db.ExternalLogins.Where(l => l.UserId == user.Id).ToListAsync(ct));
        await end.OfUser(user.Id, null, "address_proved", ct);
    }

    /// <summary>In a scope of its own, bound to the connection's workspace: the browser may be signed in to another one.</summary>
    private async Task<Arrived> AtHome(IdentityProvider provider, OwnConnection connection, ProviderIdentity identity, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(connection.WorkspaceId);
        var home = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        var now = clock.GetUtcNow();
        var login = await home.ExternalLogins.SingleOrDefaultAsync(l => l.Provider == provider.Method && l.Subject == identity.Subject, ct);
        var member = login is not null
            ? await home.Members.Include(m => m.User).SingleOrDefaultAsync(m => m.UserId == login.UserId && m.Status == MemberStatus.Active, ct)
            : identity.Email is { } email ? await home.Members.Include(m => m.User).SingleOrDefaultAsync(m => m.User.NormalizedEmail == User.Normalize(email) && m.Status == MemberStatus.Active, ct) : null;
        var next = Linking.Decide(login is not null && member is not null, identity.Email is not null && connection.Covers(identity.Email), member is not null, connection.CreateMembers && login is null);
        if (next == NextInSignIn.Enter)
        {
            login!.Used(identity.Email, now);
            member!.User.SignedIn(now);
        }
        else if (next == NextInSignIn.ConfirmByMail)
        {
            await AskTheMailbox(home, connection, identity, now, ct);
        }

        (await home.SsoConnections.SingleAsync(c => c.Id == connection.Id, ct)).Works();
        await home.SaveChangesAsync(ct);
        return next == NextInSignIn.Enter ? new(next, member!.User, new SignInProof(provider.Method, OnlyIn: connection.WorkspaceId)) : new(next);
    }

    private static async Task AskTheMailbox(FrontdeskDb home, OwnConnection connection, ProviderIdentity identity, DateTimeOffset now, CancellationToken ct)
    {
        var arrival = await home.SsoArrivals.SingleOrDefaultAsync(a => a.ConnectionId == connection.Id && a.Subject == identity.Subject, ct);
        if (arrival is null)
        {
            arrival = SsoArrival.Of(connection, identity, now);
            home.Add(arrival);
        }
        else if (arrival.MayAskAgain(identity, now))
        {
            arrival.Again(identity, now);
        }
        else
        {
            return; // the mail is on its way
        }

        home.Enqueue(new SendArrivalLetter(connection.WorkspaceId, arrival.Id));
    }
}
