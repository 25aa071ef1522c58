using System.Buffers.Binary;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Frontdesk.Platform.Http;

/// <summary>Asks DNS for the texts (TXT) of a name, which the framework's own resolver does not offer.</summary>
/// <param name="servers">Whom to ask, one after the other.</param>
public sealed class DnsText(IReadOnlyList<IPEndPoint> servers)
{
    private const int Text = 16;
    private const int MostAnswers = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Asks the servers this machine uses, or the one that <c>FRONTDESK_DNS</c> names.</summary>
    public static DnsText Of(string? configured) => new(
        string.IsNullOrWhiteSpace(configured)
            ? [.. NetworkInterface.GetAllNetworkInterfaces().SelectMany(n => n.GetIPProperties().DnsAddresses).Distinct().Take(3).Select(a => new IPEndPoint(a, 53))]
            : [IPEndPoint.TryParse(configured, out var server) ? server.Port == 0 ? new IPEndPoint(server.Address, 53) : server : throw new CannotStartException("FRONTDESK_DNS is an address such as 192.0.2.53 or 192.0.2.53:53.")]);

    /// <summary>All texts of the name; none where it has none or does not exist; null where nobody could tell.</summary>
    public async Task<IReadOnlyList<string>?> Of(string name, CancellationToken ct)
    {
        foreach (var server in servers)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Patience);
            try
            {
                if (Read(await Ask(server, name, patience.Token)) is { } texts)
                {
                    return texts;
                }
            }
            catch (Exception silent) when (silent is SocketException or IOException or FormatException or OperationCanceledException && !ct.IsCancellationRequested)
            {
                // the next one may know
            }
        }

        return null;
    }

    private static async Task<byte[]> Ask(IPEndPoint server, string name, CancellationToken ct)
    {
        var question = Question(name);
        var answer = await ByDatagram(server, question, ct);
        return (answer[2] & 2) == 0 ? answer : await ByConnection(server, question, ct); // cut short: it does not fit a datagram
    }

    private static async Task<byte[]> ByDatagram(IPEndPoint server, byte[] question, CancellationToken ct)
    {
        using var socket = new UdpClient(server.AddressFamily);
        socket.Connect(server); // from nobody else, and to a port nobody can guess
        await socket.SendAsync(question, ct);
        while (true)
        {
            var answer = (await socket.ReceiveAsync(ct)).Buffer;
            if (Answers(question, answer))
            {
                return answer;
            }
        }
    }

    private static async Task<byte[]> ByConnection(IPEndPoint server, byte[] question, CancellationToken ct)
    {
        using var client = new TcpClient(server.AddressFamily);
        await client.ConnectAsync(server, ct);
        var stream = client.GetStream();
        var framed = new byte[question.Length + 2];
        BinaryPrimitives.WriteUInt16BigEndian(framed, (ushort)question.Length);
        question.CopyTo(framed, 2);
        await stream.WriteAsync(framed, ct);
        var length = new byte[2];
        await stream.ReadExactlyAsync(length, ct);
        var answer = new byte[BinaryPrimitives.ReadUInt16BigEndian(length)];
        await stream.ReadExactlyAsync(answer, ct);
        return Answers(question, answer) ? answer : throw new FormatException("This answers another question.");
    }

    private static byte[] Question(string name)
    {
        var message = new List<byte>(64);
        message.AddRange(RandomNumberGenerator.GetBytes(2));
        message.AddRange([1, 0, 0, 1, 0, 0, 0, 0, 0, 0]); // recursion desired, one question
        foreach (var label in name.Split('.'))
        {
            var bytes = Encoding.ASCII.GetBytes(label);
            if (bytes.Length is 0 or > 63)
            {
                throw new FormatException("This is no name of DNS.");
            }

            message.Add((byte)bytes.Length);
            message.AddRange(bytes);
        }

        message.AddRange([0, 0, Text, 0, 1]);
        return [.. message];
    }

    /// <summary>Same id, an answer, and the very question.</summary>
    private static bool Answers(ReadOnlySpan<byte> question, ReadOnlySpan<byte> answer) =>
        answer.Length >= question.Length && answer[..2].SequenceEqual(question[..2]) && (answer[2] & 0x80) != 0
        && answer[4] == 0 && answer[5] == 1
        && Encoding.ASCII.GetString(answer[12..question.Length]).Equals(Encoding.ASCII.GetString(question[12..]), StringComparison.OrdinalIgnoreCase);

    /// <summary>Null for a server that could not find out.</summary>
    private static List<string>? Read(ReadOnlySpan<byte> answer)
    {
        const int noSuchName = 3;
        var code = answer[3] & 15;
        if (code is not 0)
        {
            return code == noSuchName ? [] : null;
        }

        var at = AfterName(answer, 12) + 4;
        var texts = new List<string>();
        for (var left = Math.Min(Number(answer, 6), MostAnswers); left > 0; left--)
        {
            at = AfterName(answer, at);
            var (type, length) = (Number(answer, at), Number(answer, at + 8));
            at += 10;
            if (type == Text)
            {
                texts.Add(Joined(Slice(answer, at, length)));
            }

            at += length;
        }

        return texts;
    }

    private static int AfterName(ReadOnlySpan<byte> message, int at)
    {
        while (Slice(message, at, 1)[0] is var length && length != 0)
        {
            if ((length & 0xc0) == 0xc0)
            {
                return at + 2; // the rest of the name stands elsewhere
            }

            at += length + 1;
        }

        return at + 1;
    }

    /// <summary>A text is sent in pieces of at most 255 characters.</summary>
    private static string Joined(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        while (data.Length > 0)
        {
            text.Append(Encoding.UTF8.GetString(Slice(data, 1, data[0])));
            data = data[(data[0] + 1)..];
        }

        return text.ToString();
    }

    private static int Number(ReadOnlySpan<byte> message, int at) => BinaryPrimitives.ReadUInt16BigEndian(Slice(message, at, 2));

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> bytes, int at, int length) =>
        at + length <= bytes.Length ? bytes.Slice(at, length) : throw new FormatException("The answer ends too soon.");
}
