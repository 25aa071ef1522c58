using System.Net;
using System.Net.Sockets;

namespace Frontdesk.Platform.Http;

/// <summary>
/// Opens connections to the very address that was checked. Were the name resolved a second time for connecting, its owner
/// could answer with a public address first and a private one after (DNS rebinding).
/// </summary>
internal sealed class CheckedConnections(OutboundPolicy policy, OutboundOptions options)
{
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host.Trim('[', ']');
        var port = context.DnsEndPoint.Port;
        var addresses = policy.Permitted(host, port, await Resolve(host, ct));
        return new NetworkStream(await ConnectToAny(addresses, port, ct), ownsSocket: true);
    }

    /// <summary>Every address a name has, permitted or not.</summary>
    public async Task<IPAddress[]> Resolve(string host, CancellationToken ct)
    {
        var name = host.TrimEnd('.') is { Length: > 0 } trimmed ? trimmed : host;
        return IPAddress.TryParse(name, out var literal) ? [literal] : await options.Resolve(name, ct);
    }

    /// <summary>IPv4 first, and each address gets its share of the time, so that one dead address does not use it all up.</summary>
    private async Task<Socket> ConnectToAny(IReadOnlyList<IPAddress> addresses, int port, CancellationToken ct)
    {
        Exception? last = null;
        foreach (var address in addresses.OrderBy(address => address.AddressFamily))
        {
            using var share = CancellationTokenSource.CreateLinkedTokenSource(ct);
            share.CancelAfter(options.ConnectTimeout / addresses.Count);
            try
            {
                return await ConnectTo(address, port, share.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException && !ct.IsCancellationRequested)
            {
                last = e;
            }
        }
        throw new IOException("No connection could be made.", last);
    }

    private static async Task<Socket> ConnectTo(IPAddress address, int port, CancellationToken ct)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), ct);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
