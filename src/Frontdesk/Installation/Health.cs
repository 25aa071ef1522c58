using System.Diagnostics;
using System.Reflection;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Mail;
using Frontdesk.Platform.Sockets;
using Npgsql;

namespace Frontdesk.Installation;

/// <param name="Nodes">How many servers listen on this database.</param>
/// <param name="LongestTransactionSeconds">Of the one that has been open longest; 0 where none is.</param>
public sealed record DatabaseHealth(string Version, long SizeBytes, int Connections, int MaxConnections, double LongestTransactionSeconds, int Nodes);

/// <param name="Sockets">Of members, on this node.</param>
public sealed record ServerHealth(string Version, DateTimeOffset StartedAt, long MemoryBytes, long DiskFreeBytes, long DiskBytes, int Sockets, bool SendsMail, string MailBy);

public sealed record InstallationHealth(
    DatabaseHealth Database, ServerHealth Server, InstallationCounts Counts, long JobsWaiting, long JobsRunning, long JobsDead, IReadOnlyList<RecentError> Errors);

/// <summary>How this installation is doing, as this node sees it.</summary>
public sealed class Health(DataSources databases, AcrossWorkspaces across, Jobs jobs, StartOptions start, MailOptions mail, WorkspaceSockets sockets, RecentErrors errors)
{
    public async Task<InstallationHealth> Now(CancellationToken ct)
    {
        var counts = await jobs.Counts(ct);
        return new InstallationHealth(
            await Database(ct), Server(), await across.Counts(ct), counts.Sum(c => c.Waiting), counts.Sum(c => c.Running), counts.Sum(c => c.Dead), errors.Latest());
    }

    private async Task<DatabaseHealth> Database(CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(databases.OwnerConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand("""
            select current_setting('server_version'), pg_database_size(current_database()), count(*)::int, current_setting('max_connections')::int,
              coalesce(extract(epoch from max(now() - a.xact_start) filter (where a.state <> 'idle' and a.pid <> pg_backend_pid())), 0)::float8,
              (count(*) filter (where a.query = 'listen frontdesk'))::int
            from pg_stat_activity a where a.datname = current_database()
            """, connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new DatabaseHealth(reader.GetString(0), reader.GetInt64(1), reader.GetInt32(2), reader.GetInt32(3), reader.GetDouble(4), reader.GetInt32(5));
    }

    private ServerHealth Server()
    {
        using var process = Process.GetCurrentProcess();
        var disk = new DriveInfo(start.Data);
        return new ServerHealth(
            typeof(Health).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown",
            process.StartTime, process.WorkingSet64, disk.AvailableFreeSpace, disk.TotalSize, sockets.Count, mail.Host is not null, mail.Host ?? "a folder on this server");
    }
}
