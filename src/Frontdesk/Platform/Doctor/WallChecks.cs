using Frontdesk.Platform.Database;
using Npgsql;

namespace Frontdesk.Platform.Doctor;

/// <summary>
/// Row-level security, table by table: that each has its policies, that they ask for the workspace, and that whoever comes
/// with none or with a strange one sees nothing.
/// </summary>
internal static class WallChecks
{
    /// <summary>Sessions are found by their id before a workspace is known, so no wall can stand there.</summary>
    private const string TenantTables = """
        select c.relname::text, c.relrowsecurity,
          exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname and p.roles @> '{frontdesk_app}'
            and p.cmd in ('ALL', 'SELECT') and p.qual like '%app.workspace''%') as app,
          exists (select from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname and p.roles @> '{frontdesk_engine}') as engine,
          coalesce((select array_agg(p.policyname::text) from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname and p.permissive = 'PERMISSIVE'
            and (p.roles @> '{frontdesk_app}' or p.roles @> '{public}') and p.cmd <> 'INSERT'
            and coalesce(p.qual, '') not like '%app.workspace''%'), '{}') as open
        from pg_class c
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and c.relname <> 'sessions'
          and (c.relname = 'workspaces' or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped))
        order by c.relname
        """;

    private sealed record Wall(string Table, bool Secured, bool ForApp, bool ForEngine, string[] Open);

    public static async IAsyncEnumerable<Finding> Of(NpgsqlDataSource owner, string connectionString)
    {
        yield return await Roles(owner);
        await using var databases = new DataSources(connectionString);
        foreach (var wall in await Walls(owner))
        {
            yield return Hole(wall) is { } hole
                ? Finding.Broken($"The wall around {wall.Table} has a hole: {hole}.", "Stop the server, restore the policies of src/Frontdesk/Schema from a backup or by hand, and find out who changed them.")
                : await SeenFromOutside(databases, wall) is { } seen
                    ? Finding.Broken($"The wall around {wall.Table} lets {seen} through.", "Stop the server and restore its policies.")
                    : Finding.Fine($"The wall around {wall.Table} stands.");
        }
    }

    private static async Task<Finding> Roles(NpgsqlDataSource owner)
    {
        var strong = await Strings(owner, "select rolname::text from pg_roles where rolname in ('frontdesk_owner', 'frontdesk_app', 'frontdesk_engine') and (rolsuper or rolbypassrls or rolcanlogin)");
        var owned = await Strings(owner, "select tablename::text from pg_tables where schemaname = 'public' and tableowner in ('frontdesk_app', 'frontdesk_engine')");
        return strong.Count + owned.Count == 0
            ? Finding.Fine("The roles cannot pass the walls: none is a superuser, bypasses row-level security, logs in or owns what it is kept from.")
            : Finding.Broken($"Roles can pass the walls: {string.Join(", ", strong.Concat(owned.Select(t => $"owner of {t}")))}.",
                "alter role … nosuperuser nobypassrls nologin; tables belong to frontdesk_owner.");
    }

    private static string? Hole(Wall wall) =>
        !wall.Secured ? "row-level security is switched off"
        : wall.Table != "jobs" && !wall.ForApp ? "the policy for frontdesk_app is missing"
        : !wall.ForEngine ? "the policy for frontdesk_engine is missing"
        : wall.Open.Length > 0 ? $"the policy {wall.Open[0]} does not ask for the workspace"
        : null;

    /// <summary>Comes as the application does, with no workspace and with one that does not exist.</summary>
    private static async Task<string?> SeenFromOutside(DataSources databases, Wall wall)
    {
        foreach (var (workspace, who) in new[] { ("", "somebody without a workspace"), (Guid.NewGuid().ToString(), "a strange workspace") })
        {
            await using var connection = await databases.Application.OpenConnectionAsync();
            await using var command = new NpgsqlCommand("select set_config('app.workspace', $1, false)", connection) { Parameters = { new() { Value = workspace } } };
            await command.ExecuteNonQueryAsync();
            try
            {
                await using var look = new NpgsqlCommand($"select exists (select from \"{wall.Table}\")", connection);
                if (await look.ExecuteScalarAsync() is true)
                {
                    return who;
                }
            }
            catch (PostgresException closed) when (closed.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                // it may not even look
            }
        }

        return null;
    }

    private static async Task<List<Wall>> Walls(NpgsqlDataSource owner)
    {
        await using var command = owner.CreateCommand(TenantTables);
        await using var reader = await command.ExecuteReaderAsync();
        var walls = new List<Wall>();
        while (await reader.ReadAsync())
        {
            walls.Add(new Wall(reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetFieldValue<string[]>(4)));
        }

        return walls;
    }

    private static async Task<List<string>> Strings(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var strings = new List<string>();
        while (await reader.ReadAsync())
        {
            strings.Add(reader.GetString(0));
        }

        return strings;
    }
}
