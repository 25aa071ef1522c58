using System.Diagnostics;
using System.Text;

namespace Frontdesk.Tests.Harness;

/// <summary>A node in a process of its own, to be killed.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private ServerProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"The server ended before it was ready.\n{Said}"));
    }

    /// <param name="connectionString">The database of the nodes it joins.</param>
    /// <param name="data">Their folder.</param>
    public static async Task<ServerProcess> Start(string connectionString, string data)
    {
        var server = new ServerProcess(new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", Beside("Frontdesk.Tests.runtimeconfig.json"), "--depsfile", Beside("Frontdesk.Tests.deps.json"), Beside("Frontdesk.dll"), "--urls", "http://127.0.0.1:0", "--data", data])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["FRONTDESK_DATABASE"] = connectionString, ["FRONTDESK_OUTBOUND_ALLOW"] = "127.0.0.1", ["DOTNET_ENVIRONMENT"] = "Production" },
        });
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        await server._ready.Task.WaitAsync(StartsWithin);
        return server;
    }

    /// <summary>SIGKILL: no goodbye.</summary>
    public async Task Dies()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Dies();
        }

        _process.Dispose();
    }

    private string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private void Hear(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }

        if (line?.StartsWith("Frontdesk is ready at ", StringComparison.Ordinal) == true)
        {
            _ready.TrySetResult();
        }
    }
}
