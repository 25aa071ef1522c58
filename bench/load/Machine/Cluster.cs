using System.Globalization;
using System.Security.Cryptography;

namespace Frontdesk.Load.Machine;

/// <summary>Several Frontdesk nodes on one PostgreSQL, with HAProxy in front where that is installed.</summary>
public sealed class Cluster : IAsyncDisposable
{
    private readonly List<HaProxy> _proxies = [];
    private readonly List<ClusterNode> _nodes = [];
    private int _next;

    private Cluster(OwnPostgres postgres) => Postgres = postgres;

    public OwnPostgres Postgres { get; }

    public EmbeddedDatabase Database => Postgres.Database;

    public IReadOnlyList<ClusterNode> Nodes => _nodes;

    public string Front => _proxies.Count > 0 ? "HAProxy with deploy/haproxy.cfg" : "clients take turns (HAProxy is not installed)";

    /// <param name="place">Where the program, the sample of the proxy and a new folder are.</param>
    /// <param name="proxies">More than one where a single process would run out of file descriptors; 0 for none.</param>
    public static async Task<Cluster> Start(Place place, int nodes, int proxies, CancellationToken ct)
    {
        var cluster = new Cluster(await OwnPostgres.Make(place.Frontdesk, Path.Combine(place.Folder, "first")));
        try
        {
            await cluster.Serve(place, nodes);
            for (var i = 0; i < proxies && HaProxy.Installed; i++)
            {
                cluster._proxies.Add(await HaProxy.Start(Path.Combine(place.Repository, "deploy/haproxy.cfg"), place.Folder, [.. cluster._nodes.Select(n => n.Address)], ct));
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where the next request goes: a proxy, or a node in turn.</summary>
    public Uri Any()
    {
        var next = Interlocked.Increment(ref _next) & 0x7fffffff;
        return _proxies.Count > 0 ? _proxies[next % _proxies.Count].Address : _nodes[next % _nodes.Count].Address;
    }

    public IReadOnlyList<int> Servers() => [.. _nodes.Where(n => n.Runs).Select(n => n.Id)];

    public async ValueTask DisposeAsync()
    {
        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }

        await Task.WhenAll(_nodes.Select(n => n.Terminate()));
        await Postgres.DisposeAsync();
    }

    private async Task Serve(Place place, int count)
    {
        var keys = Directory.CreateDirectory(Path.Combine(place.Folder, "keys")).FullName;
        var environment = new Dictionary<string, string>
        {
            ["FRONTDESK_DATABASE"] = Postgres.ConnectionString,
            ["FRONTDESK_PROXIES"] = "127.0.0.1",
            ["FRONTDESK_LIMITS_SCALE"] = 100_000.ToString(CultureInfo.InvariantCulture),
            ["FRONTDESK_MASTER_KEY"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
        };
        for (var i = 0; i < count; i++)
        {
            var data = Directory.CreateDirectory(Path.Combine(place.Folder, $"node{i + 1}")).FullName;
            Directory.CreateSymbolicLink(Path.Combine(data, "keys"), keys);
            var node = new ClusterNode($"node {i + 1}", place.Frontdesk, FreePort.Address(), data, environment);
            _nodes.Add(node);
            await node.Start();
        }
    }
}

/// <summary>The published server, this repository, and a new folder for a trial's data.</summary>
public sealed record Place(string Frontdesk, string Repository, string Folder);
