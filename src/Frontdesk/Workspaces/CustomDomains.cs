using System.Collections.Concurrent;
using System.Net;
using Frontdesk.Platform;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Signals;
using Npgsql;

namespace Frontdesk.Workspaces;

/// <summary>
/// Which host names are ours: the public address, those that workspaces have proved, and the machine's own. Without a
/// public address the operator has named none, and every name is.
/// </summary>
public sealed class CustomDomains
{
    private const string Kind = "domain";
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, (Guid? Workspace, DateTimeOffset Until)> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly DataSources _databases;
    private readonly TimeProvider _clock;
    private readonly string? _public;

    public CustomDomains(DataSources databases, StartOptions start, ISignals signals, TimeProvider clock)
    {
        (_databases, _clock) = (databases, clock);
        _public = start.PublicUrl is { } url ? new Uri(url).IdnHost : null;
        signals.On(Kind, _ => _known.Clear());
        signals.OnGap(_known.Clear);
    }

    public static Signal Changed(string host) => new(Kind, host);

    public bool IsPublic(string host) => host.Equals(_public, StringComparison.OrdinalIgnoreCase);

    public async ValueTask<bool> AreOurs(HostString host, CancellationToken ct) =>
        _public is null || IsPublic(host.Host) || IsThisMachine(host.Host) || await WorkspaceOf(host.Host, ct) is not null;

    /// <summary>The workspace that has proved the name to be its own.</summary>
    public async ValueTask<Guid?> WorkspaceOf(string host, CancellationToken ct)
    {
        if (!host.Contains('.', StringComparison.Ordinal) || Uri.CheckHostName(host) != UriHostNameType.Dns)
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        if (_known.TryGetValue(host, out var known) && known.Until > now)
        {
            return known.Workspace;
        }

        var workspace = await Load(host, ct);
        if (_known.Count > 10_000)
        {
            _known.Clear(); // somebody is trying names
        }

        _known[host] = (workspace, now + Memory);
        return workspace;
    }

    private async Task<Guid?> Load(string host, CancellationToken ct)
    {
        await using var command = _databases.Application.CreateCommand("select workspace_id from door_workspace_of_domain($1)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = host });
        return (Guid?)await command.ExecuteScalarAsync(ct);
    }

    private static bool IsThisMachine(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address);
}
