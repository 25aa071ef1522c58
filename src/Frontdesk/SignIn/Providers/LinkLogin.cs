using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Providers;

/// <summary>Links an account elsewhere to one's own, and takes the link away again.</summary>
public sealed class LinkLogin(FrontdeskDb db, KnownProviders known, TimeProvider clock)
{
    /// <summary>The provider's account must be nobody's yet; the addresses may differ, for both proofs are present.</summary>
    public async Task<Refused?> To(CurrentAgent agent, IdentityProvider provider, ProviderIdentity identity, CancellationToken ct)
    {
        if (provider.Connection is { } own && (own.WorkspaceId != agent.WorkspaceId || identity.Email is null || !own.Covers(identity.Email)))
        {
            return new Refused("foreign_provider", $"{provider.Name} does not sign in people of this workspace with that address.");
        }

        var now = clock.GetUtcNow();
        if (await db.ExternalLogins.SingleOrDefaultAsync(l => l.Provider == provider.Method && l.Subject == identity.Subject, ct) is { } login)
        {
            if (login.UserId != agent.UserId)
            {
                return new Refused("already_linked", $"This {provider.Name} account belongs to another account here. Unlink it there first.");
            }

            login.Used(identity.Email, now);
            await db.SaveChangesAsync(ct);
            return null;
        }

        var added = ExternalLogin.Link(agent.UserId, provider.Method, identity.Subject, identity.Email, now);
        db.Add(added);
        db.Record(AuditEntry.By(agent, "external_login.linked", added.Id, provider.Name, now, after: new { provider = provider.Method, email = identity.Email }));
        await db.SaveChangesAsync(ct);
        return null;
    }

    /// <summary>Null and nothing done where there is no such link of the agent's own.</summary>
    public async Task<(bool Found, Refused? Refused)> Unlink(CurrentAgent agent, Guid id, CancellationToken ct)
    {
        var logins = await db.ExternalLogins.Where(l => l.UserId == agent.UserId).ToListAsync(ct);
        if (logins.Find(l => l.Id == id) is not { } login)
        {
            return (false, null);
        }

        if (!await db.Users.AnyAsync(u => u.Id == agent.UserId && u.PasswordHash != null, ct) && !await AnyWorks(logins.Where(l => l != login), ct))
        {
            return (true, new Refused("last_way_in", "This is your only way in. Set a password or link another account first."));
        }

        db.Remove(login);
        db.Record(AuditEntry.By(agent, "external_login.unlinked", login.Id, login.Email, clock.GetUtcNow(), before: new { provider = login.Provider, email = login.Email }));
        await db.SaveChangesAsync(ct);
        return (true, null);
    }

    /// <summary>A login whose provider was switched off lets nobody in.</summary>
    private async Task<bool> AnyWorks(IEnumerable<ExternalLogin> logins, CancellationToken ct)
    {
        foreach (var login in logins)
        {
            if (await known.Find(login.Provider.Split(':')[^1], ct) is not null)
            {
                return true;
            }
        }

        return false;
    }
}
