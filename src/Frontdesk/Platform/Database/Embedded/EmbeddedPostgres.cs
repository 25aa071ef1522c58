using System.Diagnostics;
using Npgsql;

namespace Frontdesk.Platform.Database.Embedded;

/// <summary>
/// One private PostgreSQL in the data folder: initialised once, started or adopted, stopped with the host. It listens on
/// a Unix socket only. A host that was killed leaves it running; the next start finds it by connecting.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly FileStream _held;
    private readonly PostgresPlacement _place;
    private readonly ServiceAccount _account;

    private EmbeddedPostgres(FileStream held, PostgresPlacement place, ServiceAccount account) =>
        (_held, _place, _account) = (held, place, account);

    /// <summary>For a superuser of the embedded server.</summary>
    public string ConnectionString => ConnectionTo(_place);

    /// <summary>The connection string of the one that a running Frontdesk has started in this data folder; nothing is started here.</summary>
    /// <exception cref="CannotStartException">None answers there.</exception>
    public static async Task<string> OfRunning(string data)
    {
        var place = File.Exists(Path.Combine(data, "postgres.location")) || Directory.Exists(Path.Combine(data, "postgres"))
            ? await PostgresPlacement.Choose(data, await ServiceAccount.Ensure())
            : throw new CannotStartException($"There is no Frontdesk in the data folder {data}. Name its folder with --data, or its database in FRONTDESK_DATABASE.");
        var connectionString = ConnectionTo(place);
        try
        {
            await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            await connection.OpenAsync();
            return connectionString;
        }
        catch (NpgsqlException)
        {
            throw new CannotStartException($"The database in {data} does not run. Start Frontdesk first.");
        }
    }

    public static async Task<EmbeddedPostgres> Start(string data)
    {
        data = Path.GetFullPath(data);
        Directory.CreateDirectory(data);
        var held = Hold(data);
        try
        {
            var account = await ServiceAccount.Ensure();
            var server = new EmbeddedPostgres(held, await PostgresPlacement.Choose(data, account), account);
            await server.Prepare();
            await server.StartOrAdopt();
            return server;
        }
        catch
        {
            await held.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _account.Run(_place.Program("pg_ctl"), "-D", _place.Cluster, "-w", "-m", "fast", "stop");
        await _held.DisposeAsync();
    }

    private static string ConnectionTo(PostgresPlacement place) => $"Host={place.Socket};Username=frontdesk;Database=frontdesk";

    /// <summary>Two hosts on one data folder would fight over one cluster.</summary>
    private static FileStream Hold(string data)
    {
        try
        {
            return new FileStream(Path.Combine(data, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new CannotStartException($"Another Frontdesk is running with the data folder {data}. Stop it, or use --data with another folder.");
        }
    }

    private async Task Prepare()
    {
        await PrivateFolder(_place.Home);
        await PrivateFolder(_place.Socket);
        var marker = Path.Combine(_place.Cluster, "initialised");
        if (File.Exists(marker))
        {
            return;
        }

        if (Directory.Exists(_place.Cluster))
        {
            Directory.Delete(_place.Cluster, recursive: true); // an initdb that was killed half way
        }

        await _account.Must(_place.Program("initdb"), "-D", _place.Cluster, "-U", "frontdesk", "-E", "UTF8", "-A", "trust",
            "--data-checksums", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8");
        await _account.Must("touch", marker);
    }

    private async Task PrivateFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (_account.Name is { } name)
        {
            await ServiceAccount.Current.Must("chown", name + ":", path);
        }
    }

    /// <summary>A connection is the only proof that it runs: pg_ctl and its pid file believe in zombies.</summary>
    private async Task StartOrAdopt()
    {
        var waiting = Stopwatch.StartNew();
        await using var connection = new NpgsqlConnection(ConnectionString.Replace("Database=frontdesk", "Database=postgres", StringComparison.Ordinal) + ";Pooling=false");
        while (true)
        {
            try
            {
                await connection.OpenAsync();
                break;
            }
            catch (PostgresException starting) when (starting.SqlState == PostgresErrorCodes.CannotConnectNow && waiting.Elapsed < Patience)
            {
                await Task.Delay(50);
            }
            catch (NpgsqlException) when (waiting.Elapsed < Patience)
            {
                await Launch();
            }
        }

        await CreateDatabase(connection);
    }

    private async Task Launch()
    {
        var (code, _) = await _account.Run(_place.Program("pg_ctl"), "-D", _place.Cluster, "-w", "-t", "60", "-l", _place.Log,
            "-o", $"-k {_place.Socket} -c listen_addresses='' -c max_connections=200 -c shared_buffers=128MB", "start");
        if (code != 0)
        {
            await Task.Delay(200);
        }
    }

    private static async Task CreateDatabase(NpgsqlConnection connection)
    {
        await using var exists = new NpgsqlCommand("select count(*) from pg_database where datname = 'frontdesk'", connection);
        if ((long)(await exists.ExecuteScalarAsync())! == 0)
        {
            await using var create = new NpgsqlCommand("create database frontdesk", connection);
            await create.ExecuteNonQueryAsync();
        }
    }
}
