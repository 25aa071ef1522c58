using System.Diagnostics;

namespace Frontdesk.Load.Machine;

/// <summary>A server under test: started here, ready when it says so, stopped with SIGTERM.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _said = [];

    private ServerProcess(ProcessStartInfo start, string readyWord)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Hear(line.Data, readyWord);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, readyWord);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"{start.FileName} ended before it was ready:\n{Said()}"));
    }

    public int Id => _process.Id;

    public static async Task<ServerProcess> Start(string program, string[] arguments, IReadOnlyDictionary<string, string> environment, string readyWord)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        // The generator's own tuning must not reach what it measures.
        start.Environment.Remove("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS");
        var server = new ServerProcess(start, readyWord);
        server._process.Start();
        server._process.BeginOutputReadLine();
        server._process.BeginErrorReadLine();
        await server._ready.Task.WaitAsync(Patience);
        return server;
    }

    public bool Runs => !_process.HasExited;

    /// <summary>SIGKILL: no goodbye, no flush.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>What it wrote, for when something went wrong.</summary>
    public string Said()
    {
        lock (_said)
        {
            return string.Join('\n', _said.TakeLast(20));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var term = Process.Start("kill", ["-TERM", $"{Id}"]);
            await term.WaitForExitAsync();
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        _process.Dispose();
    }

    private void Hear(string? line, string readyWord)
    {
        if (line is null)
        {
            return;
        }

        lock (_said)
        {
            _said.Add(line);
        }

        if (line.Contains(readyWord, StringComparison.Ordinal))
        {
            _ready.TrySetResult();
        }
    }
}
