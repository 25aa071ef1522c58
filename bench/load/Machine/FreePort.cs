using System.Net;
using System.Net.Sockets;

namespace Frontdesk.Load.Machine;

public static class FreePort
{
    /// <summary>A loopback address nobody listens on just now.</summary>
    public static Uri Address()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
    }
}
