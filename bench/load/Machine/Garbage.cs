using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Frontdesk.Load.Machine;

/// <summary>
/// Asks a .NET process for a full collection, as dotnet-gcdump does: what lives is known then, and nothing waits to be
/// collected. Over the runtime's diagnostics socket: a session that wants heap events begins with a collection.
/// </summary>
public static class Garbage
{
    private const int HeaderLength = 20;
    private const byte EventPipe = 2, StopTracing = 1, CollectTracing = 3;
    private const ulong Collections = 0x1, HeapCollect = 0x800000;
    private const uint Informational = 4;
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private static readonly TimeSpan Taking = TimeSpan.FromSeconds(2);

    /// <exception cref="InvalidOperationException">The process has no diagnostics socket, or refuses.</exception>
    /// <returns>MB of the managed heap that are alive.</returns>
    public static async Task<double> Collect(int process, CancellationToken ct)
    {
        using var session = await Ask(process, CollectTracing, Wishes(), ct);
        var answer = new byte[HeaderLength];
        await session.ReadExactlyAsync(answer, ct);
        if (answer[17] != 0)
        {
            throw new InvalidOperationException($"Process {process} does not let its garbage be collected.");
        }

        var number = new byte[8];
        await session.ReadExactlyAsync(number, ct);
        using var trace = new MemoryStream();
        var reading = session.CopyToAsync(trace, ct);
        await Task.Delay(Taking, ct);
        using (await Ask(process, StopTracing, number, ct))
        {
            await reading;
        }

        return HeapTrace.Alive(trace.ToArray());
    }

    /// <returns>Of all together.</returns>
    public static async Task<double> Collect(IEnumerable<int> processes, CancellationToken ct) => (await Task.WhenAll(processes.Select(process => Collect(process, ct)))).Sum();

    private static async Task<NetworkStream> Ask(int process, byte command, byte[] payload, CancellationToken ct)
    {
        var path = Directory.GetFiles(Path.GetTempPath(), $"dotnet-diagnostic-{process}-*-socket").FirstOrDefault()
            ?? throw new InvalidOperationException($"Process {process} has no diagnostics socket.");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), ct);
        var stream = new NetworkStream(socket, ownsSocket: true);
        var message = new byte[HeaderLength + payload.Length];
        Encoding.ASCII.GetBytes("DOTNET_IPC_V1").CopyTo(message, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
        (message[16], message[17]) = (EventPipe, command);
        payload.CopyTo(message, HeaderLength);
        await stream.WriteAsync(message, ct);
        return stream;
    }

    /// <summary>Buffer in MB, format (NetPerf), no rundown, then the one provider: keywords, level, name, no arguments. Strings are UTF-16 with their length and a zero.</summary>
    private static byte[] Wishes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.Unicode);
        writer.Write(16u);
        writer.Write(0u);
        writer.Write(false);
        writer.Write(1u);
        writer.Write(Collections | HeapCollect);
        writer.Write(Informational);
        writer.Write((uint)Runtime.Length + 1);
        writer.Write((Runtime + '\0').ToCharArray());
        writer.Write(0u);
        return bytes.ToArray();
    }
}
