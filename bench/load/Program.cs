using System.Runtime.InteropServices;
using Frontdesk.Load;
using Frontdesk.Load.Contenders;
using Frontdesk.Load.Machine;
using Frontdesk.Load.Report;

LoadOptions options;
try
{
    options = LoadOptions.Read(args);
}
catch (Exception unclear) when (unclear is FormatException or InvalidOperationException)
{
    Console.Error.WriteLine($"{unclear.Message}\n{LoadOptions.Usage}");
    return 2;
}

// Ends by itself, whatever hangs: a minute a cell is more than any needs.
var cells = 4 * options.Loads().Count * options.Repeats;
using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5) + cells * TimeSpan.FromSeconds(60 + options.Seconds));
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var folder = Directory.CreateTempSubdirectory("frontdesk-bench-").FullName;
var results = new Results();
try
{
    await using var frontdesk = await FrontdeskNodes.Start(Path.GetFullPath(Path.Combine(options.Server, "Frontdesk.dll")), folder, options.MostVisitors, stop.Token);
    var baseline = Path.Combine(options.Repository, "bench/baseline/server.mjs");
    await using var two = await SocketIoServers.Start(baseline, 2, frontdesk.Database, options.MostVisitors);
    await using var one = await SocketIoServers.Start(baseline, 1, frontdesk.Database, options.MostVisitors);
    await using var pgbench = await PgBench.Prepare(frontdesk.Database, folder);
    await Run([frontdesk, two, one, pgbench], frontdesk.Database);

    var report = await Markdown.Of(options, results, frontdesk.Database);
    Console.WriteLine(report);
    if (options.Write)
    {
        ResultsFile.Replace(Path.Combine(options.Repository, "bench/RESULTS.md"), "load", report);
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped before the end; nothing was written.");
    return 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

return results.Balance ? 0 : 1;

// ABBA: every other repeat goes backwards, so that what drifts (a warmer machine, a larger table) falls on all alike.
async Task Run(IReadOnlyList<IContender> contenders, EmbeddedDatabase database)
{
    var window = new Window(TimeSpan.FromSeconds(Math.Min(3, options.Seconds)), TimeSpan.FromSeconds(options.Seconds));
    var run = 0;
    foreach (var contender in contenders)
    {
        await contender.Carry(options.Loads()[0], new Window(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)), ++run, stop.Token); // compiles what is hot; not counted
    }

    for (var repeat = 0; repeat < options.Repeats; repeat++)
    {
        foreach (var load in options.Loads())
        {
            foreach (var contender in repeat % 2 == 0 ? contenders : contenders.Reverse())
            {
                await database.Execute("frontdesk", "checkpoint");
                if (await contender.Carry(load, window, ++run, stop.Token) is { } figures)
                {
                    results.Add(load, contender.Name, figures);
                    Console.Error.WriteLine($"{repeat + 1}/{options.Repeats}  {load.Name,-26} {contender.Name,-28} {figures.Rate,8:N0}/s  ack p99 {figures.Ack.P99:N1} ms  delivery p99 {figures.Delivery?.P99:N1} ms  {(figures.Account is { Balances: false } off ? $"DOES NOT BALANCE {off}" : "")}");
                }
            }
        }
    }
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
