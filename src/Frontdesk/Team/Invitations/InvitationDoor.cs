using Frontdesk.Platform.Database;
using Npgsql;

namespace Frontdesk.Team.Invitations;

/// <summary>What a token opens, for whoever shows it.</summary>
public sealed record ShownInvitation(Guid Id, Guid WorkspaceId, string WorkspaceName, string Email, Role Role, DateTimeOffset ExpiresAt, string? Inviter);

/// <summary>Finds an invitation by its token before anybody is signed in. Used, revoked, expired and made-up tokens look the same.</summary>
public sealed class InvitationDoor(DataSources databases)
{
    public async Task<ShownInvitation?> Open(string? token, CancellationToken ct)
    {
        if (InvitationToken.Hash(token) is not { } hash)
        {
            return null;
        }

        await using var command = databases.Application.CreateCommand("select id, workspace_id, workspace_name, email, role, expires_at, inviter from door_invitation($1)");
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct)
            ? new ShownInvitation(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), SnakeCase.Parse<Role>(row.GetString(4)),
                row.GetFieldValue<DateTimeOffset>(5), row.IsDBNull(6) ? null : row.GetString(6))
            : null;
    }
}
