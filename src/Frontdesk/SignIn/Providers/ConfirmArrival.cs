using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.SignIn.Providers;

/// <summary>Links a provider's account to a member when the mailbox has confirmed it, and makes the member where the connection does.</summary>
public sealed class ConfirmArrival(DataSources databases, IServiceScopeFactory scopes, TimeProvider clock)
{
    /// <summary>The connection to sign in through now; null for a link that is used up, too old, or of no use any more.</summary>
    public async Task<SsoConnection?> With(string? token, HttpContext http, CancellationToken ct)
    {
        if (token is not { Length: > 4 and < 100 } || await Found(Session.Hash(token), ct) is not var (arrivalId, workspaceId))
        {
            return null;
        }

        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(workspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        var arrival = await db.SsoArrivals.SingleAsync(a => a.Id == arrivalId, ct);
        var connection = await db.SsoConnections.SingleAsync(c => c.Id == arrival.ConnectionId, ct);
        if (!connection.EmailDomains.Contains(arrival.Email[(arrival.Email.LastIndexOf('@') + 1)..].ToLowerInvariant()) || await Owner(db, arrival, connection, ct) is not { } user)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        arrival.Confirm(now);
        db.Add(ExternalLogin.Link(user.Id, connection.Method, arrival.Subject, arrival.Email, now));
        db.Record(AuditEntry.ByPerson(workspaceId, user.Id, user.Name, RequestOrigin.Of(http), "external_login.linked", now, new { provider = connection.Name, email = arrival.Email }));
        return await Saved(db, ct) ? connection : null;
    }

    /// <summary>Somebody with a proved account that is no member of the bound workspace: only an invitation brings them in.</summary>
    internal static async Task<bool> Stranger(FrontdeskDb db, string email, CancellationToken ct)
    {
        var members = db.Members;
        return await db.Users.AnyAsync(u => u.NormalizedEmail == User.Normalize(email) && u.EmailVerifiedAt != null && !members.Any(m => m.UserId == u.Id), ct);
    }

    private async Task<User?> Owner(FrontdeskDb db, SsoArrival arrival, SsoConnection connection, CancellationToken ct)
    {
        if (await Stranger(db, arrival.Email, ct))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var user = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == User.Normalize(arrival.Email), ct);
        var member = user is null ? null : await db.Members.SingleOrDefaultAsync(m => m.UserId == user.Id, ct);
        if (member is { Status: not MemberStatus.Active } || member is null && !connection.CreateMembers)
        {
            return null;
        }

        if (user is null)
        {
            user = User.Register(arrival.Email, arrival.Name, null, now);
            db.Add(user);
        }

        user.ForgetUnprovedPassword();
        user.Verify(now);
        if (member is null)
        {
            db.Add(Member.Join(connection.WorkspaceId, user, connection.DefaultRole, now));
        }

        return user;
    }

    private async Task<(Guid ArrivalId, Guid WorkspaceId)?> Found(byte[] hash, CancellationToken ct)
    {
        await using var command = databases.Application.CreateCommand("select id, workspace_id from door_sso_arrival($1)");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetGuid(0), reader.GetGuid(1)) : null;
    }

    private static async Task<bool> Saved(FrontdeskDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false; // confirmed twice at the same moment
        }
    }
}
