using System.Globalization;
using Frontdesk.Platform.Database;
using Npgsql;

namespace Frontdesk.Platform.Doctor;

/// <summary>The database itself, and then its walls.</summary>
internal static class DatabaseChecks
{
    private const int OldestVersion = 150_000;
    private const int ConnectionsOfNode = 35;
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(2);

    public static async IAsyncEnumerable<Finding> Of(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        yield return await Version(source);
        yield return await Schema(source);
        yield return await Clock(source);
        yield return await Connections(source);
        await foreach (var wall in WallChecks.Of(source, connectionString))
        {
            yield return wall;
        }
    }

    private static async Task<Finding> Version(NpgsqlDataSource source)
    {
        var version = await Value<string>(source, "show server_version");
        return int.Parse(await Value<string>(source, "show server_version_num"), CultureInfo.InvariantCulture) >= OldestVersion
            ? Finding.Fine($"The database answers: PostgreSQL {version}.")
            : Finding.Broken($"PostgreSQL {version} is too old.", "Frontdesk needs version 15 or newer.");
    }

    private static async Task<Finding> Schema(NpgsqlDataSource source)
    {
        var missing = await Migrator.Missing(source);
        return missing.Count == 0
            ? Finding.Fine("The schema is up to date.")
            : Finding.Broken($"The schema lacks {string.Join(", ", missing)}.", "Run `frontdesk migrate`, or start the server: it does so by itself.");
    }

    private static async Task<Finding> Clock(NpgsqlDataSource source)
    {
        var before = DateTime.UtcNow;
        var there = await Value<DateTime>(source, "select clock_timestamp()");
        var apart = (there - (before + ((DateTime.UtcNow - before) / 2))).Duration();
        return apart <= MostSkew
            ? Finding.Fine("The clocks of this machine and the database agree.")
            : Finding.Warning($"The clocks of this machine and the database are {apart.TotalSeconds:0} seconds apart.", "Let both follow a time server (NTP): sessions, limits and tokens end by the clock.");
    }

    private static async Task<Finding> Connections(NpgsqlDataSource source)
    {
        var most = int.Parse(await Value<string>(source, "show max_connections"), CultureInfo.InvariantCulture);
        return most > ConnectionsOfNode
            ? Finding.Fine($"The database takes {most} connections; a node uses up to {ConnectionsOfNode}.")
            : Finding.Warning($"The database takes {most} connections, and a node uses up to {ConnectionsOfNode}.", "Raise max_connections.");
    }

    private static async Task<T> Value<T>(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
