using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.Platform.Database;

/// <summary>Tells a database that cannot be reached or breaks off from a fault of ours.</summary>
public static class DatabaseAway
{
    public static bool Explains(Exception exception) => exception is NpgsqlException or IOException or TimeoutException;

    /// <summary>
    /// The same of a whole request, where a statement that the database refused for good reason is a fault. EF wraps what
    /// happened: while reading into "likely due to a transient failure", while saving into its own exception.
    /// </summary>
    public static bool Breaks(Exception exception) => exception switch
    {
        PostgresException refused => refused.IsTransient || refused.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or TimeoutException => true,
        InvalidOperationException or DbUpdateException => exception.InnerException is { } cause && Breaks(cause),
        _ => false,
    };
}
