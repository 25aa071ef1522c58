using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Frontdesk.Tests.Harness;

/// <summary>A name server on a loopback port, by datagram and by connection, that says what the test wants.</summary>
public sealed class ScriptedDns : IAsyncDisposable
{
    private readonly UdpClient _datagrams;
    private readonly TcpListener _connections;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public ScriptedDns()
    {
        (_datagrams, _connections) = BothOnOnePort();
        _serving = Task.WhenAll(ServeDatagrams(), ServeConnections());
    }

    public ConcurrentDictionary<string, string[]> Texts { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>2 is a failing server; 0 answers as it should.</summary>
    public int Fails { get; set; }

    /// <summary>Sends a forged answer with another id first.</summary>
    public bool IsForged { get; set; }

    public IPEndPoint Address => (IPEndPoint)_datagrams.Client.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _datagrams.Dispose();
        _connections.Stop();
        await _serving.ContinueWith(_ => { }, TaskScheduler.Default);
        _stop.Dispose();
    }

    /// <summary>The system gives a port that is free for datagrams; a connection elsewhere may hold its number already.</summary>
    private static (UdpClient, TcpListener) BothOnOnePort()
    {
        while (true)
        {
            var datagrams = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
            var connections = new TcpListener((IPEndPoint)datagrams.Client.LocalEndPoint!);
            try
            {
                connections.Start();
                return (datagrams, connections);
            }
            catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                datagrams.Dispose();
                connections.Dispose();
            }
        }
    }

    private async Task ServeDatagrams()
    {
        while (!_stop.IsCancellationRequested)
        {
            var asked = await _datagrams.ReceiveAsync(_stop.Token);
            if (IsForged)
            {
                var forged = Answer(asked.Buffer, ["forged"]);
                forged[0] ^= 0xff;
                await _datagrams.SendAsync(forged, asked.RemoteEndPoint, _stop.Token);
            }

            var answer = Answer(asked.Buffer, Known(asked.Buffer));
            if (answer.Length > 512)
            {
                answer = [.. answer.Take(asked.Buffer.Length)];
                answer[2] |= 2; // cut short: come again by a connection
                answer[7] = 0;
            }

            await _datagrams.SendAsync(answer, asked.RemoteEndPoint, _stop.Token);
        }
    }

    private async Task ServeConnections()
    {
        while (!_stop.IsCancellationRequested)
        {
            using var client = await _connections.AcceptTcpClientAsync(_stop.Token);
            var stream = client.GetStream();
            var length = new byte[2];
            await stream.ReadExactlyAsync(length, _stop.Token);
            var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
            await stream.ReadExactlyAsync(question, _stop.Token);
            var answer = Answer(question, Known(question));
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)answer.Length);
            await stream.WriteAsync((byte[])[.. length, .. answer], _stop.Token);
        }
    }

    private string[]? Known(byte[] question)
    {
        var labels = new List<string>();
        for (var at = 12; question[at] != 0; at += question[at] + 1)
        {
            labels.Add(Encoding.ASCII.GetString(question, at + 1, question[at]));
        }

        return Texts.GetValueOrDefault(string.Join('.', labels));
    }

    private byte[] Answer(byte[] question, string[]? texts)
    {
        var answer = new List<byte>(question);
        (answer[2], answer[3]) = (0x81, (byte)(0x80 | (Fails != 0 ? Fails : texts is null ? 3 : 0)));
        answer[7] = (byte)(texts?.Length ?? 0);
        foreach (var text in texts ?? [])
        {
            var pieces = Encoding.UTF8.GetBytes(text).Chunk(255).SelectMany(piece => (byte[])[(byte)piece.Length, .. piece]).ToArray();
            answer.AddRange([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, (byte)(pieces.Length >> 8), (byte)pieces.Length, .. pieces]);
        }

        return [.. answer];
    }
}
