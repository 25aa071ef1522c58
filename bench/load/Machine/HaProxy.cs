using System.Diagnostics;
using System.Globalization;

namespace Frontdesk.Load.Machine;

/// <summary>HAProxy with deploy/haproxy.cfg, in which only the addresses are replaced: what is proved is what operators get.</summary>
public sealed class HaProxy : IAsyncDisposable
{
    private readonly Process _process;

    private HaProxy(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static bool Installed => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Any(folder => File.Exists(Path.Combine(folder, "haproxy")));

    public static async Task<HaProxy> Start(string sample, string folder, IReadOnlyList<Uri> nodes, CancellationToken ct)
    {
        var address = FreePort.Address();
        var file = Path.Combine(folder, $"haproxy-{address.Port}.cfg");
        await File.WriteAllLinesAsync(file, Filled(await File.ReadAllLinesAsync(sample, ct), address, nodes), ct);
        var program = File.Exists("/usr/sbin/haproxy") ? "/usr/sbin/haproxy" : "haproxy";
        var process = Process.Start(new ProcessStartInfo(program, ["-db", "-q", "-f", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var proxy = new HaProxy(process, address);
        await proxy.Passes(ct);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static IEnumerable<string> Filled(IEnumerable<string> sample, Uri address, IReadOnlyList<Uri> nodes) =>
        sample.Where(line => !Is(line, "server")).Select(line => Is(line, "bind") ? $"    bind {address.Authority}" : line)
            .Concat(nodes.Select((node, i) => string.Create(CultureInfo.InvariantCulture, $"    server node{i + 1} {node.Authority}")));

    private static bool Is(string line, string keyword) => line.TrimStart().StartsWith(keyword + ' ', StringComparison.Ordinal);

    private async Task Passes(CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = Address };
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), ct);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited && waiting.Elapsed < TimeSpan.FromSeconds(20))
            {
                // not yet
            }

            await Task.Delay(100, ct);
        }
    }
}
