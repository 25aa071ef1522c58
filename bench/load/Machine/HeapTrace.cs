using System.Buffers.Binary;

namespace Frontdesk.Load.Machine;

/// <summary>Reads from a runtime's event stream (NetPerf, the plain one of its two formats) how much a collection left alive.</summary>
public static class HeapTrace
{
    private const int HeapStats = 4, MetadataAt = 4, PayloadLengthAt = 52, PayloadAt = 56;

    /// <summary>What each generation promotes is what lives; in HeapStats it stands after each generation's size. The fifth was added later.</summary>
    private static readonly int[] Promoted = [8, 24, 40, 56, 102];

    /// <summary>MB that were alive after the collection.</summary>
    /// <exception cref="InvalidOperationException">No collection is told of.</exception>
    public static double Alive(byte[] trace)
    {
        Dictionary<int, int> kinds = [];
        foreach (var (kind, payload) in Blocks(trace).SelectMany(Events))
        {
            if (kind == 0)
            {
                kinds[Number(payload)] = Number(payload[(EndOfName(payload) + 2)..]);
            }
            else if (kinds.GetValueOrDefault(kind) == HeapStats)
            {
                return Promoted.Sum(at => BinaryPrimitives.ReadInt64LittleEndian(payload.AsSpan(at))) / 1024.0 / 1024;
            }
        }

        throw new InvalidOperationException("The runtime told of no collection.");
    }

    private static IEnumerable<byte[]> Blocks(byte[] trace)
    {
        var name = "EventBlock"u8.ToArray();
        for (int at = 0, next; (next = trace.AsSpan(at).IndexOf(name)) >= 0;)
        {
            var length = at + next + name.Length + 1;
            var start = Aligned(length + 4);
            at = start + Number(trace[length..]);
            yield return trace[start..at];
        }
    }

    /// <param name="block">Begins at an aligned place of its stream, so that what is aligned in it is aligned there.</param>
    private static IEnumerable<(int Kind, byte[] Payload)> Events(byte[] block)
    {
        for (var at = 0; at < block.Length; at = Aligned(at + 4 + Number(block[at..])))
        {
            var length = Number(block[(at + PayloadLengthAt)..]);
            yield return (Number(block[(at + MetadataAt)..]), block[(at + PayloadAt)..(at + PayloadAt + length)]);
        }
    }

    /// <summary>The provider's, in UTF-16 with a zero at the end, after the number that events refer to.</summary>
    private static int EndOfName(byte[] metadata)
    {
        var at = 4;
        while (metadata[at] != 0 || metadata[at + 1] != 0)
        {
            at += 2;
        }

        return at;
    }

    private static int Number(byte[] bytes) => BinaryPrimitives.ReadInt32LittleEndian(bytes);

    private static int Aligned(int at) => (at + 3) / 4 * 4;
}
