using Npgsql;

namespace Frontdesk.Platform.Database;

/// <summary>Tells a database that cannot be reached or breaks off from a fault of ours.</summary>
public static class DatabaseAway
{
    public static bool Explains(Exception exception) => exception is NpgsqlException or IOException or TimeoutException;
}
