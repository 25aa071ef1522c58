using System.Diagnostics;

namespace Frontdesk.Load.Machine;

/// <summary>One Frontdesk server at an address of its own, that can be killed and comes back there.</summary>
public sealed class ClusterNode(string name, string program, Uri address, string data, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private ServerProcess? _server;

    public string Name => name;

    public Uri Address => address;

    public int Id => _server?.Id ?? 0;

    /// <summary>As a supervisor does it: what does not come up, because the database is away, is tried again.</summary>
    public async Task Start()
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                _server = await ServerProcess.Start("dotnet", [program, "--urls", address.GetLeftPart(UriPartial.Authority), "--data", data], environment, "Frontdesk is ready");
                return;
            }
            catch (InvalidOperationException) when (waiting.Elapsed < Patience)
            {
                await Task.Delay(500);
            }
        }
    }

    public async Task Kill()
    {
        if (_server is { } server)
        {
            await server.Kill();
            await server.DisposeAsync();
        }

        _server = null;
    }

    /// <summary>SIGTERM, and until it has ended.</summary>
    public async Task Terminate()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }

        _server = null;
    }

    public bool Runs => _server is { Runs: true };

    /// <summary>The status of /health/ready; 0 where nobody answers.</summary>
    public async Task<int> Ready(HttpClient http)
    {
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            using var answer = await http.GetAsync(new Uri(address, "/health/ready"), patience.Token);
            return (int)answer.StatusCode;
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }

    public async ValueTask DisposeAsync() => await Terminate();
}
