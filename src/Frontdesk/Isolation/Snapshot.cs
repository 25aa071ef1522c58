using Frontdesk.Platform.Database;
using Npgsql;

namespace Frontdesk.Isolation;

/// <summary>A company's rows in every table, as one digest a table: what changes nothing leaves them as they were.</summary>
public sealed class Snapshot(DataSources databases)
{
    /// <summary>What merely being asked may touch.</summary>
    private const string Passing = "'{last_seen_at,last_active_at,last_used_at,expires_at,seen_on,seen_at,used_count,refresh_hash,updated_at}'::text[]";

    public async Task<IReadOnlyDictionary<string, string>> Of(Guid workspaceId, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(databases.OwnerConnectionString);
        await connection.OpenAsync(ct);
        var digests = new Dictionary<string, string>();
        foreach (var table in await Tables(connection, ct))
        {
            var key = table == "workspaces" ? "id" : "workspace_id";
            await using var command = new NpgsqlCommand(
                $"select md5(coalesce(string_agg(row, E'\\n' order by row), '')) from (select (to_jsonb(t) - {Passing})::text as row from {table} t where {key} = $1) rows", connection)
            {
                Parameters = { new() { Value = workspaceId } },
            };
            digests[table] = (string)(await command.ExecuteScalarAsync(ct))!;
        }

        return digests;
    }

    /// <summary>Waits until what the company itself set off has come to rest: answers, readings, mails.</summary>
    public async Task<IReadOnlyDictionary<string, string>> AtRest(Guid workspaceId, CancellationToken ct)
    {
        var before = await Of(workspaceId, ct);
        for (var looks = 0; looks < 60; looks++)
        {
            await Task.Delay(500, ct);
            var now = await Of(workspaceId, ct);
            if (Changed(before, now).Count == 0)
            {
                return now;
            }

            before = now;
        }

        throw new TimeoutException("The company under test did not come to rest within 30 seconds.");
    }

    public static IReadOnlyList<string> Changed(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> now) =>
        [.. now.Where(table => before.GetValueOrDefault(table.Key) != table.Value).Select(table => table.Key)];

    /// <summary>Tables in which a value stands as an id: "members.id".</summary>
    public async Task<IReadOnlyList<string>> Places(Guid value, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(databases.OwnerConnectionString);
        await connection.OpenAsync(ct);
        var columns = new List<(string Table, string Column)>();
        await using (var command = new NpgsqlCommand("select table_name, column_name from information_schema.columns where table_schema = 'public' and data_type = 'uuid'", connection))
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                columns.Add((reader.GetString(0), reader.GetString(1)));
            }
        }

        var found = new List<string>();
        foreach (var (table, column) in columns)
        {
            await using var command = new NpgsqlCommand($"select exists (select from {table} where {column} = $1)", connection) { Parameters = { new() { Value = value } } };
            if ((bool)(await command.ExecuteScalarAsync(ct))!)
            {
                found.Add($"{table}.{column}");
            }
        }

        return found;
    }

    private static async Task<List<string>> Tables(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select distinct c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and (a.attname = 'workspace_id' and c.relname not in ('sessions', 'jobs') or c.relname = 'workspaces')
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var tables = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}
