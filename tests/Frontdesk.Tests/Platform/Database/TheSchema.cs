using Frontdesk.Platform.Database;
using Frontdesk.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Shouldly;
using Xunit;

namespace Frontdesk.Tests.Platform.Database;

/// <summary>What the SQL files make and what EF believes they make.</summary>
public sealed class TheSchema(FrontdeskApp app, TestPostgres postgres) : IClassFixture<FrontdeskApp>
{
    /// <summary>Tables that no entity maps: the jobs are the worker's own, the rest is read by functions.</summary>
    private static readonly string[] Unmapped = ["jobs", "schema_migrations", "rate_windows", "visitor_sends", "installation", "nodes", "announcements"];

    private sealed record Column(string Table, string Name, string Type, bool Nullable);

    [Fact]
    public async Task Migrating_at_once_and_again_changes_nothing()
    {
        var database = await postgres.EmptyDatabase();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Migrator.Migrate(database, TestContext.Current.CancellationToken)));
        var before = await Applied(database);

        await Migrator.Migrate(database, TestContext.Current.CancellationToken);

        (await Applied(database)).ShouldBe(before);
        before.Select(m => m[..4]).ShouldBe(Enumerable.Range(1, before.Length).Select(n => $"{n:0000}"), "the files are numbered without a gap");
    }

    [Fact]
    public async Task Model_and_schema_say_the_same_column_by_column()
    {
        var real = (await Columns()).Where(c => !Unmapped.Contains(c.Table)).ToHashSet();
        var modelled = Tables().SelectMany(t => t.Columns.Select(c => new Column(t.Name, c.Name, c.StoreType, c.IsNullable))).ToHashSet();

        modelled.Except(real).ShouldBeEmpty("EF maps what the schema does not have");
        real.Except(modelled).Select(c => $"{c.Table}.{c.Name} {c.Type}").ShouldBe(OnlyInSchema, ignoreOrder: true);
    }

    /// <summary>Columns that only the statements of their feature use.</summary>
    private static readonly string[] OnlyInSchema = [];

    [Fact]
    public async Task Every_foreign_key_of_the_model_is_one_of_the_schema()
    {
        var real = await Strings("""
            select c.conrelid::regclass || '.' || a.attname || ' -> ' || c.confrelid::regclass
            from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
            where c.contype = 'f' and array_length(c.conkey, 1) = 1
            """);
        var modelled = Tables().SelectMany(t => t.ForeignKeyConstraints.Select(k => $"{t.Name}.{k.Columns[0].Name} -> {k.PrincipalTable.Name}"));
        modelled.Except(real).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_table_with_a_workspace_has_row_level_security_with_a_policy_for_each_role()
    {
        var tenants = await Strings("""
            select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attname = 'workspace_id' and c.relname <> 'sessions'
            """);
        tenants.Length.ShouldBeGreaterThan(9);

        (await Strings("select relname from pg_class where relrowsecurity and relnamespace = 'public'::regnamespace")).ShouldBe([.. tenants, "workspaces"], ignoreOrder: true);
        var guarded = await Strings("select tablename || ' ' || array_to_string(roles, ',') from pg_policies");
        tenants.SelectMany(t => new[] { $"{t} frontdesk_app", $"{t} frontdesk_engine" }).Except(guarded).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_index_on_messages_starts_with_the_workspace() =>
        (await Strings("select indexdef from pg_indexes where tablename = 'messages'")).ShouldAllBe(i => !i.Contains("(workspace_id"));

    [Fact]
    public async Task The_roles_cannot_pass_the_wall()
    {
        (await Strings("select rolname from pg_roles where rolname like 'frontdesk\\_%' and (rolsuper or rolbypassrls or rolcanlogin)")).ShouldBeEmpty();
        (await Strings("select tablename from pg_tables where schemaname = 'public' and tableowner in ('frontdesk_app', 'frontdesk_engine')")).ShouldBeEmpty();
    }

    private IEnumerable<ITable> Tables()
    {
        using var scope = app.Services.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<FrontdeskDb>().Model.GetRelationalModel().Tables];
    }

    private async Task<List<Column>> Columns()
    {
        await using var command = app.Sql.CreateCommand("""
            select c.relname, a.attname, format_type(a.atttypid, a.atttypmod), not a.attnotnull
            from pg_attribute a join pg_class c on c.oid = a.attrelid
            where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
            """);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var columns = new List<Column>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            columns.Add(new Column(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3)));
        }

        return columns;
    }

    private Task<string[]> Strings(string sql) => app.Value<string[]>($"select coalesce(array_agg(s::text), '{{}}') from ({sql}) x(s)");

    private static async Task<string[]> Applied(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("select array_agg(name || applied_at order by name) from schema_migrations");
        return (string[])(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
