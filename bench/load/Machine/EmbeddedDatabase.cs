using System.Globalization;
using Npgsql;

namespace Frontdesk.Load.Machine;

/// <summary>
/// The PostgreSQL that the first node started, seen from outside: found by the data folder, used as its superuser. All
/// contenders write to it, each to a database of its own.
/// </summary>
public sealed class EmbeddedDatabase
{
    private readonly string _home;

    public EmbeddedDatabase(string data)
    {
        var pointer = Path.Combine(data, "postgres.location");
        _home = File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : Path.Combine(data, "postgres");
    }

    /// <summary>The folder of its Unix socket. The data folder's name is short enough for that to be beside the cluster.</summary>
    public string Socket => Path.Combine(_home, "s");

    /// <summary>Asked for each time: a database that was killed comes back as another process.</summary>
    public int Postmaster => int.Parse(File.ReadLines(Path.Combine(_home, "cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>The postmaster and all it has forked.</summary>
    public IReadOnlyList<int> Processes() => [Postmaster, .. ChildrenOf(Postmaster)];

    public string ConnectionString(string database) => $"Host={Socket};Username=frontdesk;Database={database};Pooling=false;Command Timeout=120";

    public async Task Create(string database)
    {
        await Execute("frontdesk", $"drop database if exists {database} with (force)");
        await Execute("frontdesk", $"create database {database}");
    }

    public async Task Execute(string database, string sql)
    {
        await using var connection = await Open(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<List<T>> Ask<T>(string database, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = await Open(database);
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    /// <summary>Frontdesk's own messages table as the statements that make it again: columns, checks and indexes, no foreign key.</summary>
    public async Task<string> MessagesTable() => string.Join(";\n", await Ask("frontdesk", MessagesTableSql, row => row.GetString(0)));

    public async Task<NpgsqlConnection> Open(string database)
    {
        var connection = new NpgsqlConnection(ConnectionString(database));
        await connection.OpenAsync();
        return connection;
    }

    private static IEnumerable<int> ChildrenOf(int parent) =>
        File.ReadAllText($"/proc/{parent}/task/{parent}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(child => int.Parse(child, CultureInfo.InvariantCulture));

    private const string MessagesTableSql = """
        select 'create table messages (' || string_agg(format('%I %s', attname, format_type(atttypid, atttypmod))
          || case when attnotnull then ' not null' else '' end || coalesce(' default ' || pg_get_expr(adbin, adrelid), ''), ', ' order by attnum) || ')'
        from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
        where attrelid = 'public.messages'::regclass and attnum > 0 and not attisdropped
        union all
        select 'alter table messages add ' || pg_get_constraintdef(oid) from pg_constraint where conrelid = 'public.messages'::regclass and contype = 'c'
        union all
        select pg_get_indexdef(indexrelid) from pg_index where indrelid = 'public.messages'::regclass
        """;
}
