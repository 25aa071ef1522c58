using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Npgsql;

namespace Frontdesk.SignIn;

/// <summary>The member behind a live session, if their workspace's policy admits them from where they are.</summary>
public sealed class SessionDoor(DataSources databases, TimeProvider clock)
{
    /// <summary>How fresh "last seen" is. A request within this time of another writes nothing.</summary>
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(3);

    /// <summary>Somebody comes in: their session rests 30 days from now.</summary>
    public async Task<CurrentAgent?> Open(Guid sessionId, HttpContext http, CancellationToken ct)
    {
        var (agent, lastSeenAt) = await Read(sessionId, http, ct);
        if (agent is not null && clock.GetUtcNow() is var now && now - lastSeenAt > Grain)
        {
            await NoteSeen(sessionId, now, ct);
            http.RenewSessionCookie();
        }

        return agent;
    }

    /// <summary>The same without having been there: a page left open is nobody at work.</summary>
    public async Task<CurrentAgent?> Look(Guid sessionId, HttpContext http, CancellationToken ct) => (await Read(sessionId, http, ct)).Agent;

    private async Task<(CurrentAgent? Agent, DateTimeOffset LastSeenAt)> Read(Guid sessionId, HttpContext http, CancellationToken ct)
    {
        await using var command = databases.Application.CreateCommand("""
            select user_id, workspace_id, member_id, role, grants, chatbot_ids, name, email, title, workspace_name,
              started_at, signed_in_with, second_factor_at, has_second_factor, is_super_admin, security, last_seen_at
            from door_session($1)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (Admitted(sessionId, reader, http), reader.GetFieldValue<DateTimeOffset>(16)) : default;
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

    private async Task NoteSeen(Guid sessionId, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = databases.Application.CreateCommand("select door_session_seen($1, $2, $3)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = sessionId });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now + Session.Length });
        await command.ExecuteNonQueryAsync(ct);
    }
}
