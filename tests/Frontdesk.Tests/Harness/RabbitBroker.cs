using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Frontdesk.Tests.Harness;

/// <summary>A RabbitMQ broker of the test's own: its own folder, ports, name and port mapper, on loopback alone.</summary>
public sealed class RabbitBroker : IAsyncDisposable
{
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("frontdesk-broker-");
    private readonly int _port = FreePort();
    private readonly int _distribution = FreePort();
    private readonly int _mapper = FreePort();
    private Process? _names;
    private Process? _server;

    public string Url => $"amqp://guest:guest@127.0.0.1:{_port}";

    public static async Task<RabbitBroker> Start()
    {
        var broker = new RabbitBroker();
        await broker.Comes();
        return broker;
    }

    public async Task Comes()
    {
        _names ??= Run("epmd", "-port", $"{_mapper}", "-address", "127.0.0.1");
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "plugins"), "");
        _server = Run(Program);
        var waiting = Stopwatch.StartNew();
        while (!await Answers())
        {
            if (waiting.Elapsed > Patience || _server.HasExited)
            {
                throw new TimeoutException("The broker does not start.");
            }

            await Task.Delay(100);
        }
    }

    /// <summary>As when its machine loses power.</summary>
    public async Task Dies()
    {
        _server!.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync();
        _server.Dispose();
        _server = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await Dies();
        }

        _names?.Kill();
        _names?.Dispose();
        _folder.Delete(recursive: true);
    }

    private Process Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["HOME"] = _folder.FullName,
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            ["ERL_EPMD_PORT"] = $"{_mapper}",
            ["RABBITMQ_NODENAME"] = $"frontdesk_{_port}@localhost",
            ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
            ["RABBITMQ_NODE_PORT"] = $"{_port}",
            ["RABBITMQ_DIST_PORT"] = $"{_distribution}",
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder.FullName, "state"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder.FullName, "log"),
            ["RABBITMQ_CONF_ENV_FILE"] = "/dev/null",
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(_folder.FullName, "plugins"),
        })
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private async Task<bool> Answers()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
