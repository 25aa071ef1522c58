using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Npgsql;

namespace Frontdesk.ApiKeys;

/// <summary>
/// Whom an API key stands for. A workspace's networks hold for keys too; its second factor and the length of its sessions
/// are for people.
/// </summary>
public sealed class ApiKeyDoor(DataSources databases, TimeProvider clock)
{
    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(1);

    public async Task<CurrentAgent?> Open(string token, HttpContext http, CancellationToken ct)
    {
        if (!KeyToken.IsWellFormed(token) || await Find(token, http, ct) is not var (agent, lastUsed))
        {
            return null;
        }

        if (lastUsed is null || clock.GetUtcNow() - lastUsed >= NotedEvery)
        {
            await NoteUse(agent.CredentialId, ct);
        }

        return agent;
    }

    private async Task<(CurrentAgent Agent, DateTimeOffset? LastUsed)?> Find(string token, HttpContext http, CancellationToken ct)
    {
        await using var command = databases.Application.CreateCommand("""
            select id, scopes, limit_per_hour, last_used_at, user_id, workspace_id, member_id, role, grants, chatbot_ids, name, email, title,
              workspace_name, security, name_of_key
            from door_key($1)
            """);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = KeyToken.Hash(token) });
        await using var reader = await command.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct) || !Stored.Parse<SecurityPolicy>(reader.GetString(14)).AllowsAddress(http.Connection.RemoteIpAddress))
        {
            return null;
        }

        return (Holder(reader, RequestOrigin.Of(http)), reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3));
    }

    private static CurrentAgent Holder(NpgsqlDataReader row, RequestOrigin from)
    {
        var role = SnakeCase.Parse<Role>(row.GetString(7));
        var (makers, scopes) = (Permissions.Of(role, row.GetFieldValue<string[]>(8)), row.GetFieldValue<string[]>(1));
        return new CurrentAgent(row.GetGuid(0), row.GetGuid(4), row.GetGuid(6), row.GetGuid(5), role,
            row.GetString(10), row.GetString(11), row.IsDBNull(12) ? null : row.GetString(12), row.GetString(13))
        {
            Permissions = KeyScopes.Left(makers, scopes),
            Scopes = KeyScopes.LeftNarrow(makers, scopes),
            ChatbotIds = row.IsDBNull(9) ? null : row.GetFieldValue<Guid[]>(9),
            KeyName = row.GetString(15),
            RequestsPerHour = row.GetInt32(2),
            From = from,
        };
    }

    private async Task NoteUse(Guid keyId, CancellationToken ct)
    {
        await using var command = databases.Application.CreateCommand("select door_key_used($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = keyId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = clock.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(ct);
    }
}
