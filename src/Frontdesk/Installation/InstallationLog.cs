using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Team.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Frontdesk.Installation;

/// <summary>The lines that belong to no workspace: only the engine's role can read them.</summary>
public sealed class InstallationLog(AcrossWorkspaces across)
{
    public const int PageSize = 50;
    public const int MostExported = 50_000;

    public sealed record Line(
        Guid Id, DateTimeOffset At, string ActorType, Guid? ActorId, string ActorName, string? Ip, string? UserAgent, string Action, string ResourceType, Guid? ResourceId,
        string? ResourceName, JsonElement? Before, JsonElement? After);

    /// <param name="action">The beginning of actions: "workspace.", or null for all.</param>
    public Task<List<Line>> Read(string? action, int skip, int take, CancellationToken ct) => across.Ask<Line>("""
        select to_jsonb(a)::text from (
          select l.id, l.at, l.actor_type, l.actor_id, l.actor_name, l.ip, l.user_agent, l.action, l.resource_type, l.resource_id, l.resource_name, l.before, l.after
          from audit_log l where l.workspace_id is null and ($1 is null or starts_with(l.action, $1)) order by l.at desc, l.id desc offset $2 limit $3) a
        """, ct, AcrossWorkspaces.Text(action), new NpgsqlParameter<int> { TypedValue = skip }, new NpgsqlParameter<int> { TypedValue = take });

    /// <summary>In the transaction of what it tells of.</summary>
    internal static async Task Write(NpgsqlConnection connection, AuditEntry entry, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            insert into audit_log (id, workspace_id, at, actor_type, actor_id, actor_name, ip, user_agent, action, resource_type, resource_id, resource_name, before, after)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb, $14::jsonb)
            """, connection);
        command.Parameters.AddRange(new[] {
            AcrossWorkspaces.Id(entry.Id), AcrossWorkspaces.Id(entry.WorkspaceId), new NpgsqlParameter { Value = entry.At, NpgsqlDbType = NpgsqlDbType.TimestampTz },
            AcrossWorkspaces.Text(SnakeCase.Text(entry.ActorType)), AcrossWorkspaces.Id(entry.ActorId), AcrossWorkspaces.Text(entry.ActorName), AcrossWorkspaces.Text(entry.Ip), AcrossWorkspaces.Text(entry.UserAgent),
            AcrossWorkspaces.Text(entry.Action), AcrossWorkspaces.Text(entry.ResourceType), AcrossWorkspaces.Id(entry.ResourceId), AcrossWorkspaces.Text(entry.ResourceName),
            AcrossWorkspaces.Text(entry.Before), AcrossWorkspaces.Text(entry.After) });
        await command.ExecuteNonQueryAsync(ct);
    }
}
