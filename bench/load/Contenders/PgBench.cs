using System.Diagnostics;
using System.Globalization;
using Frontdesk.Load.Machine;

namespace Frontdesk.Load.Contenders;

/// <summary>
/// PostgreSQL alone: `pgbench` clients inserting one row a transaction into a copy of the messages table. No server, no socket,
/// no numbering, no delivery: what the database would do for a writer that does not group.
/// </summary>
public sealed class PgBench : IContender
{
    private const string Database = "bench_pgbench";
    private const int MostClients = 50; // PostgreSQL allows 100 connections, and the servers hold some
    private readonly EmbeddedDatabase _database;
    private readonly string _folder;

    private PgBench(EmbeddedDatabase database, string folder) => (_database, _folder) = (database, folder);

    public string Name => "pgbench, single-row inserts";

    public static async Task<PgBench> Prepare(EmbeddedDatabase database, string folder)
    {
        await database.Create(Database);
        await database.Execute(Database, await database.MessagesTable() + "; create sequence numbers cache 100");
        await File.WriteAllTextAsync(Path.Combine(folder, "insert.sql"), Insert);
        return new PgBench(database, folder);
    }

    public async Task<Figures?> Carry(Load load, Window window, int run, CancellationToken ct)
    {
        if (load.PerSecond is not null || load.InFlight > MostClients)
        {
            return null;
        }

        await RoomFor(load.InFlight, ct);
        await Run(load.InFlight, TimeSpan.FromSeconds(1), ct); // nothing is compiled here
        var (before, client, started) = (Reading.Of([], _database), ClientTime(), Stopwatch.GetTimestamp());
        var rows = await Run(load.InFlight, window.Length, ct);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var spent = Reading.Of([], _database) - before;
        spent = spent with { GeneratorMicros = ClientTime() - client };
        var times = new Latencies();
        rows.ForEach(times.Add);
        return new Figures(
            rows.Count / window.Length.TotalSeconds, times.ToPercentiles(), null, null, spent.DatabaseMicros / rows.Count, spent.GeneratorMicros / rows.Count,
            spent.OthersOver(seconds), null, null, null);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>The servers' pools give back what they do not use, within seconds.</summary>
    private async Task RoomFor(int clients, CancellationToken ct)
    {
        for (var tries = 0; tries < 30; tries++)
        {
            var free = await _database.Ask("frontdesk",
                "select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int - count(*) from pg_stat_activity where backend_type = 'client backend'", row => row.GetInt64(0));
            if (free[0] > clients)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        }
    }

    private async Task<List<TimeSpan>> Run(int clients, TimeSpan time, CancellationToken ct)
    {
        var log = Path.Combine(_folder, "log");
        string[] arguments =
        [
            "-n", "-M", "prepared", "-c", $"{clients}", "-j", "2", "-T", $"{Math.Max(1, (int)time.TotalSeconds)}", "-l", $"--log-prefix={log}", "-f", Path.Combine(_folder, "insert.sql"),
            "-h", _database.Socket, "-U", "frontdesk", Database,
        ];
        using var process = Process.Start(new ProcessStartInfo("pgbench", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(ct), process.StandardError.ReadToEndAsync(ct));
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? TakeLog() : throw new InvalidOperationException($"pgbench failed: {await errors}{await output}");
    }

    /// <summary>One line a transaction; the third word is its time in microseconds.</summary>
    private List<TimeSpan> TakeLog()
    {
        var times = new List<TimeSpan>();
        foreach (var file in Directory.GetFiles(_folder, "log.*"))
        {
            times.AddRange(File.ReadLines(file).Select(line => TimeSpan.FromMicroseconds(double.Parse(line.Split(' ', 4)[2], CultureInfo.InvariantCulture))));
            File.Delete(file);
        }

        return times;
    }

    /// <summary>Processor time of ended pgbench processes, which the generator has waited for, in microseconds.</summary>
    private static double ClientTime() => Reading.OfEndedChildren(Environment.ProcessId);

    private const string Insert = """
        \set c random(1, 400)
        insert into messages (id, workspace_id, conversation_id, seq, client_message_id, sender_type, sender_id, sender_name, content) values (uuidv7(), '01900000-0000-7000-8000-000000000001', ('01900000-0000-7000-8000-' || lpad((:c)::text, 12, '0'))::uuid, nextval('numbers'), uuidv7(), 'customer', '01900000-0000-7000-8000-000000000002', 'You', 'Hello, I ordered the waxed jacket in medium last Tuesday and the tracking page still says it is being packed. Could you look where it is today please?');
        """;
}
