using System.Runtime.InteropServices;
using Frontdesk.Load;
using Frontdesk.Load.Contenders;
using Frontdesk.Load.Machine;
using Frontdesk.Load.Report;
using Frontdesk.Load.Trials;

if (args is [var trial, ..] && Trial.Is(trial))
{
    return await Trial.Run(args);
}

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

// Open for passing, so that PostgreSQL's account can keep the cluster in it and all of it goes in the end.
var folder = Directory.CreateTempSubdirectory("frontdesk-bench-").FullName;
File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
var results = new Results();
const int WarmUpMessages = 20_000;
try
{
    await using var frontdesk = await FrontdeskNodes.Start(Path.GetFullPath(Path.Combine(options.Server, "Frontdesk.dll")), folder, options.MostVisitors, stop.Token);
    var baseline = Path.Combine(options.Repository, "bench/baseline/server.mjs");
    await using var two = await SocketIoServers.Start(baseline, 2, frontdesk.Database, options.MostVisitors);
    await using var one = await SocketIoServers.Start(baseline, 1, frontdesk.Database, options.MostVisitors);
    await using var pgbench = await PgBench.Prepare(frontdesk.Database, folder);
    IContender[] contenders = [frontdesk, two, one, pgbench];
    await Run([.. contenders.Where(c => c.Name.Contains(options.Only, StringComparison.OrdinalIgnoreCase))], frontdesk.Database);

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
catch (Exception broken) // uncaught, it would end the program before the servers are stopped
{
    Console.Error.WriteLine(broken);
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
    var window = new Window(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(options.Seconds));
    var run = 0;
    foreach (var contender in contenders)
    {
        await WarmUp(contender, ++run);
    }

    for (var repeat = 0; repeat < options.Repeats; repeat++)
    {
        foreach (var load in options.Loads())
        {
            foreach (var contender in repeat % 2 == 0 ? contenders : contenders.Reverse())
            {
                await database.Execute("frontdesk", "checkpoint");
                await Measure(contender, load, window, ++run, repeat);
            }
        }
    }
}

// Compiles what is hot, by the same number of messages for each, however fast it is. Not counted.
async Task WarmUp(IContender contender, int run)
{
    try
    {
        await contender.Carry(options.Loads()[0], new Window(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(1), WarmUpMessages), run, stop.Token);
    }
    catch (IOException cutOff)
    {
        Console.Error.WriteLine($"{contender.Name} while warming up: {cutOff.Message}");
    }
}

async Task Measure(IContender contender, Load load, Window window, int run, int repeat)
{
    var said = $"{repeat + 1}/{options.Repeats}  {load.Name,-26} {contender.Name,-28}";
    try
    {
        if (await contender.Carry(load, window, run, stop.Token) is { } figures)
        {
            results.Add(load, contender.Name, figures);
            Console.Error.WriteLine($"{said} {figures.Rate,8:N0}/s  p99 ack {figures.Ack.P99:N1} ms, delivery {figures.Delivery?.P99:N1} ms {(figures.Account is { Balances: false } off ? $"DOES NOT BALANCE {off}" : "")}");
        }
    }
    catch (IOException cutOff) // a server that closes sockets under load loses the cell, not the run
    {
        results.Fail(load, contender.Name, cutOff.Message);
        Console.Error.WriteLine($"{said} {cutOff.Message}");
    }
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
