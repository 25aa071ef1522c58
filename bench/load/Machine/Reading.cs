using System.Globalization;

namespace Frontdesk.Load.Machine;

/// <summary>
/// Processor time in microseconds of the three parties and of the whole machine, and the server's resident memory in MB, as
/// Linux counts them.
/// </summary>
public readonly record struct Reading(double ServerMicros, double DatabaseMicros, double GeneratorMicros, double BusyMicros, double Memory)
{
    private const double MicrosPerTick = 10_000; // USER_HZ is 100 on every Linux that .NET runs on

    public static Reading Of(IReadOnlyList<int> server, EmbeddedDatabase database) => new(
        server.Sum(TimeOf), database.Processes().Sum(TimeOf) + OfEndedChildren(database.Postmaster), TimeOf(Environment.ProcessId), BusyTime(), server.Sum(MemoryOf));

    /// <summary>What was spent since; the memory is the later one.</summary>
    public static Reading operator -(Reading later, Reading earlier) => new(
        later.ServerMicros - earlier.ServerMicros, later.DatabaseMicros - earlier.DatabaseMicros, later.GeneratorMicros - earlier.GeneratorMicros, later.BusyMicros - earlier.BusyMicros, later.Memory);

    /// <summary>Processors that something else kept busy, or that the hypervisor gave to others, in that time.</summary>
    public double OthersOver(double seconds) => Math.Max(0, BusyMicros - ServerMicros - DatabaseMicros - GeneratorMicros) / 1e6 / seconds;

    private static double TimeOf(int process) => Fields(process) is { } fields ? (Number(fields[11]) + Number(fields[12])) * MicrosPerTick : 0;

    /// <summary>Microseconds that the ended children of a process had used.</summary>
    public static double OfEndedChildren(int process) => Fields(process) is { } fields ? (Number(fields[13]) + Number(fields[14])) * MicrosPerTick : 0;

    /// <summary>The fields of /proc/PID/stat from the third on: the second, the name, may hold spaces.</summary>
    private static string[]? Fields(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null; // it has just ended; its parent counts it
        }
    }

    /// <summary>All but idle and waiting for the disk: user, nice, system, interrupts and what was stolen.</summary>
    private static double BusyTime()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(Number).ToArray();
        return (fields[..8].Sum() - fields[3] - fields[4]) * MicrosPerTick;
    }

    private static double MemoryOf(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
