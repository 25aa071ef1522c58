using Frontdesk.Platform.Database.Embedded;
using Npgsql;

namespace Frontdesk.Platform.Database;

/// <summary>The database this server runs on, open and with an up-to-date schema: the operator's own or the embedded one.</summary>
public sealed class FrontdeskDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _embedded;

    private FrontdeskDatabase(string connectionString, EmbeddedPostgres? embedded) => (ConnectionString, _embedded) = (connectionString, embedded);

    public string ConnectionString { get; }

    public static async Task<FrontdeskDatabase> Open(StartOptions start)
    {
        var embedded = start.Database is null ? await EmbeddedPostgres.Start(start.Data) : null;
        var database = new FrontdeskDatabase(start.Database ?? embedded!.ConnectionString, embedded);
        try
        {
            await Migrator.Migrate(database.ConnectionString);
            return database;
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new CannotStartException($"The login in FRONTDESK_DATABASE may not do what is needed ({refused.MessageText}). See docs/self-hosting.md, \"A PostgreSQL of your own\".");
        }
        catch (NpgsqlException away) when (embedded is null && away is not PostgresException)
        {
            throw new CannotStartException($"The database in FRONTDESK_DATABASE does not answer: {away.Message}");
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>The database of a Frontdesk that runs beside this program. Nothing is started, migrated or stopped.</summary>
    public static async Task<FrontdeskDatabase> OfRunning(StartOptions start) => new(start.Database ?? await EmbeddedPostgres.OfRunning(start.Data), null);

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null)
        {
            await _embedded.DisposeAsync();
        }
    }
}
