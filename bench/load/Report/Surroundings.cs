using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Frontdesk.Load.Machine;

namespace Frontdesk.Load.Report;

/// <summary>Where and on what a run was taken; without it figures mean nothing.</summary>
public static class Surroundings
{
    public static async Task<string> Describe(LoadOptions options, EmbeddedDatabase database)
    {
        var settings = await database.Ask("frontdesk",
            "select string_agg(name || ' ' || setting || coalesce(unit, ''), ', ' order by name) from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'max_connections', 'shared_buffers', 'server_version')",
            row => row.GetString(0));
        return $"""
            - Command: `{options.Said.TrimEnd()}` on {DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, commit `{Commit(options.Repository)}`
            - Machine: {Machine()}
            - {RuntimeInformation.FrameworkDescription}, Node {First("node", "--version")}, {First("pgbench", "--version")}
            - PostgreSQL for all: {settings[0]}
            - {options.Repeats} repeats in ABBA order, {options.Seconds} s each after a warm-up; medians, and the range of the repeats in brackets
            """;
    }

    public static string Machine() =>
        $"{Environment.ProcessorCount} × {Processor()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, Linux {First("uname", "-r")}, data on {First("stat", "-f", "-c", "%T", Path.GetTempPath())}; load average at the end {File.ReadAllText("/proc/loadavg").Split(' ')[0]}. Generator, servers and PostgreSQL share it.";

    public static string Commit(string repository) =>
        First("git", "-C", repository, "rev-parse", "--short", "HEAD") + (First("git", "-C", repository, "status", "--porcelain", "--", "src").Length > 0 ? " with changes" : "");

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();

    private static string First(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        var line = process.StandardOutput.ReadLine() ?? "";
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return line;
    }
}
