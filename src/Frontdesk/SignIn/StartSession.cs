using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Signals;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.SignIn;

/// <summary>A workspace the user may enter.</summary>
public sealed record Membership(Guid MemberId, Guid WorkspaceId, string WorkspaceName, string Role, SecurityPolicy Security);

/// <summary>Begins a session for somebody who has proved who they are. A sixth session ends the one idle longest.</summary>
public sealed class StartSession(FrontdeskDb db, DataSources databases, TimeProvider clock)
{
    private const int MostSessions = 5;

    /// <summary>Null where no workspace lets the user in any more, or not with this proof.</summary>
    public async Task<(Session Session, Membership Membership)?> For(User user, SignInProof proof, HttpContext context, CancellationToken ct)
    {
        var memberships = await Memberships(user.Id, ct);
        if (memberships.Find(m => proof.Reaches(m.WorkspaceId) && m.Security.AllowsMethod(SignInMethods.Kind(proof.Method))) is not { } entered)
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

    private async Task<List<Membership>> Memberships(Guid userId, CancellationToken ct)
    {
        await using var command = databases.Application.CreateCommand("select member_id, workspace_id, workspace_name, role, security from door_memberships($1) where status = 'active'");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = userId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var memberships = new List<Membership>();
        while (await reader.ReadAsync(ct))
        {
            memberships.Add(new Membership(reader.GetGuid(0), reader.GetGuid(1), reader.GetString(2), reader.GetString(3), Stored.Parse<SecurityPolicy>(reader.GetString(4))));
        }

        return memberships;
    }
}
