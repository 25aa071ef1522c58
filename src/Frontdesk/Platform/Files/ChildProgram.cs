using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Frontdesk.Platform.Files;

/// <summary>What a bounded program left behind. <c>Code</c> is null where it was stopped for time or size, 127 where it is not installed.</summary>
public sealed record ProgramResult(int? Code, string Output, string Errors);

/// <summary>
/// Runs a program on a hostile file: bounded in time, processor time, memory and output, behind whoever chats, with no shell in
/// between and without the server's environment, so that a program taken over by a file finds no secret there.
/// </summary>
public static class ChildProgram
{
    private const string Limits = "/usr/bin/prlimit";
    private const string Politeness = "/usr/bin/nice";
    private const int StoppedForProcessorTime = 128 + 24; // SIGXCPU
    private const int Killed = 128 + 9;
    private static readonly string[] Kept = ["PATH", "TESSDATA_PREFIX"];

    public static async Task<ProgramResult> Run(string program, IEnumerable<string> arguments, TimeSpan patience, int mostCharacters, CancellationToken ct)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
        stopping.CancelAfter(patience);
        try
        {
            using var process = Process.Start(Bounded(program, arguments, patience))!;
            process.StandardInput.Close();
            try
            {
                var errors = ReadAtMost(process.StandardError, 10_000, stopping.Token);
                var output = await ReadAtMost(process.StandardOutput, mostCharacters, stopping.Token);
                if (output is null)
                {
                    process.Kill(entireProcessTree: true);
                    return new ProgramResult(null, "", "too much output");
                }

                await process.WaitForExitAsync(stopping.Token);
                return process.ExitCode is StoppedForProcessorTime or Killed
                    ? new ProgramResult(null, "", "too slow")
                    : new ProgramResult(process.ExitCode, output, await errors ?? "");
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                ct.ThrowIfCancellationRequested();
                return new ProgramResult(null, "", "too slow");
            }
        }
        catch (Win32Exception)
        {
            return new ProgramResult(127, "", "not installed");
        }
    }

    private static ProcessStartInfo Bounded(string program, IEnumerable<string> arguments, TimeSpan patience)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(patience.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        string[] words =
        [
            .. File.Exists(Limits) ? [Limits, "--as=1073741824", $"--cpu={seconds}", "--fsize=268435456", "--core=0", "--"] : Array.Empty<string>(),
            .. File.Exists(Politeness) ? [Politeness, "-n", "10"] : Array.Empty<string>(),
            program,
            .. arguments,
        ];
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Except(Kept).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["OMP_THREAD_LIMIT"] = "1"; // the recogniser would take every core
        return start;
    }

    private static async Task<string?> ReadAtMost(StreamReader reader, int most, CancellationToken ct)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[8192];
        while (await reader.ReadAsync(buffer, ct) is > 0 and var read)
        {
            if (text.Append(buffer, 0, read).Length > most)
            {
                return null;
            }
        }

        return text.ToString();
    }
}
