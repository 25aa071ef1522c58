using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Npgsql;

namespace Frontdesk.SignIn;

/// <summary>The member behind a live session, if their workspace's policy admits them from where they are.</summary>
public sealed class SessionDoor(DataSources databases, TimeProvider clock)
{
    public async Task<CurrentAgent?> Open(Guid sessionId, HttpContext http, CancellationToken ct)
    {
        await using var command = databases.Application.CreateCommand("""
            select user_id, workspace_id, member_id, role, grants, chatbot_ids, name, email, title, workspace_name,
              started_at, signed_in_with, second_factor_at, has_second_factor, is_super_admin, security
            from door_session($1)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Admitted(sessionId, reader, http) : null;
    }

    private CurrentAgent? Admitted(Guid sessionId, NpgsqlDataReader row, HttpContext http)
    {
        var facts = new SessionFacts(row.GetFieldValue<DateTimeOffset>(10), new SignInProof(row.GetString(11), row.IsDBNull(12) ? null : row.GetFieldValue<DateTimeOffset>(12)), row.GetBoolean(13));
        var policy = Stored.Parse<SecurityPolicy>(row.GetString(15));
        return Admission.Decide(policy, facts, http.Connection.RemoteIpAddress, clock.GetUtcNow()) is { } standing
            ? new CurrentAgent(sessionId, row.GetGuid(0), row.GetGuid(2), row.GetGuid(1), SnakeCase.Parse<Role>(row.GetString(3)),
                row.GetString(6), row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8), row.GetString(9))
            {
                Permissions = Permissions.Of(SnakeCase.Parse<Role>(row.GetString(3)), row.GetFieldValue<string[]>(4)),
                ChatbotIds = row.IsDBNull(5) ? null : row.GetFieldValue<Guid[]>(5),
                IsSuperAdmin = row.GetBoolean(14),
                Standing = standing,
                SignedInWith = facts.Proof.Method,
                From = RequestOrigin.Of(http),
            }
            : null;
    }
}
