using Frontdesk.Platform.Database;
using Frontdesk.Platform.Database.Embedded;
using Frontdesk.Tests.Harness;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(TestPostgres))]

namespace Frontdesk.Tests.Harness;

/// <summary>One embedded PostgreSQL for the whole run, with a migrated database that every other one is copied from.</summary>
public sealed class TestPostgres : IAsyncLifetime
{
    private const string Template = "migrated";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("frontdesk-tests-");
    private readonly SemaphoreSlim _copying = new(1, 1);
    private EmbeddedPostgres _server = null!;
    private int _databases;

    public async ValueTask InitializeAsync()
    {
        _server = await EmbeddedPostgres.Start(_folder.FullName);
        await Run("alter system set fsync = off"); // a run that loses its database is run again
        await Run("select pg_reload_conf()");
        await Run($"create database {Template}");
        await Migrator.Migrate(ConnectionTo(Template));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _copying.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>A database with the whole schema and nothing in it.</summary>
    public Task<string> NewDatabase() => Create($"template {Template}");

    /// <summary>A database that no migration has seen.</summary>
    public Task<string> EmptyDatabase() => Create("");

    public async Task Drop(string connectionString) =>
        await Run($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    private async Task<string> Create(string clause)
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await _copying.WaitAsync();
        try
        {
            await Run($"create database {name} {clause}");
        }
        finally
        {
            _copying.Release();
        }

        return ConnectionTo(name);
    }

    private string ConnectionTo(string database) => new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = database }.ConnectionString;

    private async Task Run(string sql)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
