using Frontdesk.Installation;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.SignIn;

/// <summary>Turns a registration into an account, its workspace and its owner, all or nothing.</summary>
public sealed class FoundWorkspace(IServiceScopeFactory scopes, KnownSettings installation, TimeProvider clock)
{
    /// <summary>
    /// Null where the claim was refused or the address is taken. In a scope of its own: who registers may be signed in to
    /// another company.
    /// </summary>
    /// <param name="claim">Runs first in the transaction and says whether this caller may.</param>
    public async Task<User?> For(PendingRegistration registration, string passwordHash, Func<FrontdeskDb, Task<bool>> claim, bool first, RequestOrigin from, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var workspace = Workspace.Found(registration.CompanyName, registration.WebsiteUrl, registration.Industry, now);
        workspace.Paint(registration.PrimaryColor, registration.SecondaryColor);
        workspace.MoveTo((await installation.Now(ct)).DefaultPlan);
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspace.Id);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await claim(db))
        {
            return null;
        }

        var owner = registration.ToUser(passwordHash, now);
        if (first)
        {
            owner.RunInstallation();
        }

        db.AddRange(workspace, Member.Join(workspace.Id, owner, Role.Owner, now));
        db.Record(AuditEntry.ByPerson(workspace.Id, owner.Id, owner.Name, from, "user.registered", now, new { owner.Email, company_name = workspace.Name }));
        db.Record(AuditEntry.ByPerson(workspace.Id, owner.Id, owner.Name, from, "user.verified", now, new { owner.Email }));
        db.Enqueue(new WelcomeOwner(owner.Id, workspace.Name));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null; // an account with this address was made at the same moment
        }

        await db.CommitAsync(ct);
        return owner;
    }
}
