using System.ComponentModel;
using System.Diagnostics;

namespace Frontdesk.Platform.Files;

/// <summary>What a bounded program left behind. <c>Code</c> is null where it was stopped for time or size, 127 where it is not installed.</summary>
public sealed record ProgramResult(int? Code, string Output, string Errors);

/// <summary>Runs a program on a hostile file: bounded in time, memory and output, with no shell in between.</summary>
public static class ChildProgram
{
    private const string Memory = "--as=1073741824";

    public static async Task<ProgramResult> Run(string program, IEnumerable<string> arguments, TimeSpan patience, int mostCharacters, CancellationToken ct)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
        stopping.CancelAfter(patience);
        var start = new ProcessStartInfo(File.Exists("/usr/bin/prlimit") ? "/usr/bin/prlimit" : program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        string[] prefix = start.FileName == program ? [] : [Memory, "--", program];
        foreach (var argument in prefix.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var process = Process.Start(start)!;
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
                return new ProgramResult(process.ExitCode, output, await errors ?? "");
            }
            catch (OperationCanceledException) when (!ct.IsCancellationRequested)
            {
                process.Kill(entireProcessTree: true);
                return new ProgramResult(null, "", "too slow");
            }
        }
        catch (Win32Exception)
        {
            return new ProgramResult(127, "", "not installed");
        }
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
