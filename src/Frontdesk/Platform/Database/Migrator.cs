using System.Reflection;
using Npgsql;

namespace Frontdesk.Platform.Database;

/// <summary>
/// Brings the schema up to date: numbered SQL files, each once, in one transaction each, under an advisory lock so that
/// nodes starting together take turns.
/// </summary>
public static class Migrator
{
    private const long Lock = 0x46726f6e7464; // "Frontd"

    private const string Roles = """
        do $$
        declare r text;
        begin
          foreach r in array array['frontdesk_owner', 'frontdesk_app', 'frontdesk_engine'] loop
            if not exists (select from pg_roles where rolname = r) then
              execute format('create role %I nologin', r);
            end if;
            begin
              -- From 16 on, being a member does not yet mean being allowed to set the role.
              execute format('grant %I to current_user', r)
                || case when current_setting('server_version_num')::int >= 160000 then ' with inherit true, set true' else '' end;
            exception when insufficient_privilege then
              null; -- granted by whoever made the roles, or the next statement says what is missing
            end;
          end loop;
        end $$;
        grant create, usage on schema public to frontdesk_owner;
        """;

    public static async Task Migrate(string connectionString, CancellationToken ct = default)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(ct);
        await Run(connection, $"select pg_advisory_lock({Lock})", ct);
        await Run(connection, Roles, ct);
        await Run(connection, "set role frontdesk_owner", ct);
        await Run(connection, "create table if not exists schema_migrations (name text primary key, applied_at timestamptz not null default now())", ct);

        var applied = await Applied(connection, ct);
        foreach (var (name, sql) in Files().Where(f => !applied.Contains(f.Name)))
        {
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await Run(connection, sql, ct);
            await Run(connection, $"insert into schema_migrations (name) values ('{name}')", ct);
            await transaction.CommitAsync(ct);
        }
    }

    /// <summary>The files that a database has not seen.</summary>
    public static async Task<IReadOnlyList<string>> Missing(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var exists = new NpgsqlCommand("select to_regclass('public.schema_migrations') is not null", connection);
        var applied = await exists.ExecuteScalarAsync() is true ? await Applied(connection, CancellationToken.None) : [];
        return [.. Files().Select(f => f.Name).Where(name => !applied.Contains(name))];
    }

    private static async Task<HashSet<string>> Applied(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select name from schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var names = new HashSet<string>();
        while (await reader.ReadAsync(ct))
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private static IEnumerable<(string Name, string Sql)> Files()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[..^".sql".Length], reader.ReadToEnd());
        }
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
