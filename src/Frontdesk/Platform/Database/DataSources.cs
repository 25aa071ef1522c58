using Npgsql;

namespace Frontdesk.Platform.Database;

/// <summary>
/// The connection pools, one per role and purpose. The role is part of the connection string, so it survives every reset
/// and no code path can forget it.
/// </summary>
public sealed class DataSources(string connectionString) : IAsyncDisposable
{
    private const string Lookups =
        "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_mergejoin=off -c enable_bitmapscan=off";

    /// <summary>What one member or visitor asks for; sees one workspace (<see cref="FrontdeskDb"/> names it).</summary>
    public NpgsqlDataSource Application { get; } = Create(connectionString, "frontdesk_app", 20);

    /// <summary>Batches over several workspaces: live delivery, jobs, doors.</summary>
    public NpgsqlDataSource Engine { get; } = Create(connectionString, "frontdesk_engine", 8);

    /// <summary>
    /// Appends messages. Looking each row up by its index is always right for these statements, whatever statistics a fresh or a
    /// fast growing table has, so the plan is made once and kept: planning took three times as long as storing one message.
    /// </summary>
    public NpgsqlDataSource Writer { get; } = Create(connectionString, "frontdesk_engine", 2, Lookups);

    /// <summary>Reads what is new in conversations, in the same manner.</summary>
    public NpgsqlDataSource News { get; } = Create(connectionString, "frontdesk_engine", 4, Lookups);

    /// <summary>As the owner of the schema: migrations and the checks of health.</summary>
    public string OwnerConnectionString => connectionString;

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        await Engine.DisposeAsync();
        await Writer.DisposeAsync();
        await News.DisposeAsync();
    }

    private static NpgsqlDataSource Create(string connectionString, string role, int connections, string options = "")
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Options = $"-c role={role} {options}".TrimEnd(),
            MaxPoolSize = connections,
            MaxAutoPrepare = 60,
            AutoPrepareMinUsages = 2,
            ApplicationName = role,
            Timeout = 5,
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
