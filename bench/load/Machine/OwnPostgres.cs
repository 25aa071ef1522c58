using System.Diagnostics;
using System.Globalization;
using System.Text;
using Npgsql;

namespace Frontdesk.Load.Machine;

/// <summary>
/// A PostgreSQL that belongs to no node, so that it can be killed and stopped under all of them: the cluster that a first
/// Frontdesk made, run with the program, the arguments and the account which that one chose.
/// </summary>
public sealed class OwnPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly string _program;
    private readonly string[] _arguments;
    private Process? _process;

    private OwnPostgres(EmbeddedDatabase database)
    {
        var proc = $"/proc/{database.Postmaster}";
        var words = Encoding.UTF8.GetString(File.ReadAllBytes($"{proc}/cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var user = File.ReadLines($"{proc}/status").First(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1];
        var exe = File.ResolveLinkTarget($"{proc}/exe", returnFinalTarget: true)!.FullName;

        // Three nodes take up to 31 connections each, and we look in ourselves.
        string[] arguments = [.. words[1..], "-c", "max_connections=200"];
        (Database, _program, _arguments) = Environment.UserName == "root" && user != "0"
            ? (database, "setpriv", [$"--reuid={user}", $"--regid={user}", "--clear-groups", exe, .. arguments])
            : (database, exe, arguments);
    }

    public EmbeddedDatabase Database { get; }

    /// <summary>For the nodes: a superuser's, whose pools let go of what they do not use.</summary>
    public string ConnectionString => $"Host={Database.Socket};Username=frontdesk;Database=frontdesk";

    public static async Task<OwnPostgres> Make(string frontdesk, string data)
    {
        Directory.CreateDirectory(data);
        OwnPostgres made;
        await using (await ServerProcess.Start("dotnet", [frontdesk, "--urls", FreePort.Address().GetLeftPart(UriPartial.Authority), "--data", data], new Dictionary<string, string>(), "Frontdesk is ready"))
        {
            made = new OwnPostgres(new EmbeddedDatabase(data));
        }

        await made.Start();
        return made;
    }

    /// <summary>Until it answers. What a killed one left behind may hold the folder a moment longer.</summary>
    public async Task Start()
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            if (_process is null or { HasExited: true })
            {
                Launch();
            }

            try
            {
                await using var connection = await Database.Open("frontdesk");
                return;
            }
            catch (NpgsqlException) when (waiting.Elapsed < Patience)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>SIGKILL, as a machine without memory does it: what was not on the disk is gone.</summary>
    public Task Kill() => End("-KILL");

    /// <summary>As an administrator does it: connections are cut, everything is written.</summary>
    public Task Stop() => End("-INT");

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _process?.Dispose();
    }

    private async Task End(string signal)
    {
        if (_process is { HasExited: false } process)
        {
            using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync().WaitAsync(Patience);
        }
    }

    private void Launch()
    {
        _process?.Dispose();
        _process = new Process { StartInfo = new ProcessStartInfo(_program, _arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" } };
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }
}
