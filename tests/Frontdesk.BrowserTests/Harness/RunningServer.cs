using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Frontdesk.Tests.Harness;

namespace Frontdesk.BrowserTests.Harness;

/// <summary>The published server as an operator starts it: its own process, its own data folder, its own embedded PostgreSQL.</summary>
public sealed class RunningServer : IAsyncDisposable
{
    public const string Password = "Journey-pass-1!";
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(20);
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("frontdesk-journey-");
    private readonly StringBuilder output = new();
    private Process? process;

    public string Origin { get; } = $"http://127.0.0.1:{FreePort()}";

    public static async Task<RunningServer> Start()
    {
        var server = new RunningServer();
        await server.StartAgain();
        return server;
    }

    /// <summary>On the same address and data as before; returns when it says that it is ready.</summary>
    public async Task StartAgain()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process = new Process { StartInfo = HowToStart(), EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => Hear(line.Data, ready);
        process.ErrorDataReceived += (_, line) => Hear(line.Data, ready);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The server ended before it was ready.\n{Said}"));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await ready.Task.WaitAsync(StartsWithin);
    }

    /// <summary>Ends the server as a power cut would; its PostgreSQL stays behind.</summary>
    public async Task Kill()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, and fails when it does not or when it leaves its PostgreSQL behind.</summary>
    public async Task Stop()
    {
        var postgres = PostgresProcess();
        using (var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"])) await kill.WaitForExitAsync();
        using var patience = new CancellationTokenSource(StopsWithin);
        await process.WaitForExitAsync(patience.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        process.HasExited.ShouldBeTrue($"The server was still there {StopsWithin.TotalSeconds} s after SIGTERM.\n{Said}");
        process.ExitCode.ShouldBe(0, Said);
        Runs(postgres).ShouldBeFalse("The embedded PostgreSQL outlived the server.");
    }

    /// <summary>The process id of the embedded PostgreSQL, as its own file says.</summary>
    public int PostgresProcess()
    {
        var pointer = Path.Combine(data.FullName, "postgres.location");
        var home = File.Exists(pointer) ? File.ReadAllText(pointer).Trim() : Path.Combine(data.FullName, "postgres");
        return int.Parse(File.ReadLines(Path.Combine(home, "cluster", "postmaster.pid")).First(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The link in the latest mail to an address whose subject contains the words; the server keeps its mails in its data folder.</summary>
    public async Task<string> LinkOf(string to, string subject)
    {
        var outbox = Path.Combine(data.FullName, "outbox");
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(20); await Task.Delay(50))
        {
            var mails = Directory.Exists(outbox) ? Directory.GetFiles(outbox, "*.eml").Order(StringComparer.Ordinal).Select(file => Mail.Read(File.ReadAllText(file))) : [];
            if (mails.LastOrDefault(mail => mail.To == to && mail.Subject.Contains(subject, StringComparison.Ordinal)) is { } mail)
            {
                return mail.Links.Single(link => link.Contains('#'));
            }
        }

        throw new TimeoutException($"No mail \"{subject}\" came to {to}.");
    }

    /// <summary>The folder that was published.</summary>
    public static string Folder => Path.GetDirectoryName(Program)!;

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            try
            {
                await Stop();
            }
            finally
            {
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }
        }

        process?.Dispose();
        data.Delete(recursive: true);
    }

    private static string Program => Environment.GetEnvironmentVariable("FRONTDESK_SERVER") is { Length: > 0 } given ? Path.GetFullPath(given) : Published();

    private static string Published()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (new FileInfo(Path.Combine(folder.FullName, "artifacts", "publish", "server", "Frontdesk.dll")) is { Exists: true } found) return found.FullName;
        }

        throw new InvalidOperationException("No published server was found. Run `dotnet publish src/Frontdesk -c Release -o artifacts/publish/server`, or set FRONTDESK_SERVER.");
    }

    /// <summary>A zombie that nobody has collected is no longer running.</summary>
    private static bool Runs(int id)
    {
        var status = $"/proc/{id}/status";
        return File.Exists(status) && !File.ReadLines(status).Any(line => line.StartsWith("State:\tZ", StringComparison.Ordinal));
    }

    private ProcessStartInfo HowToStart() => new("dotnet", [Program, "--demo", "--data", data.FullName, "--urls", Origin])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["FRONTDESK_DEMO_PASSWORD"] = Password,
            ["FRONTDESK_LIMITS_SCALE"] = "100",
            ["FRONTDESK_OUTBOUND_ALLOW"] = "127.0.0.1",
        },
    };

    private void Hear(string? line, TaskCompletionSource ready)
    {
        if (line is null) return;
        lock (output) output.AppendLine(line);
        if (line.StartsWith("Frontdesk is ready at ", StringComparison.Ordinal)) ready.TrySetResult();
    }

    private string Said
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
