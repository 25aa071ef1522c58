using Frontdesk.Platform.Database;
using Frontdesk.Workspaces;
using Npgsql;

namespace Frontdesk.SignIn;

/// <summary>A user's workspaces, the one they were last at work in first.</summary>
public sealed class Memberships(DataSources databases)
{
    public async Task<List<Membership>> Of(Guid userId, CancellationToken ct)
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
