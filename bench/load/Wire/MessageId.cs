using System.Buffers.Binary;
using System.Buffers.Text;

namespace Frontdesk.Load.Wire;

/// <summary>
/// A client message id that says which visitor sent it, as which of their messages, in which run: a UUIDv7 like a real
/// client's, so that it falls into the same places of the indexes.
/// </summary>
public readonly record struct MessageId(int Run, int Visitor, int Number)
{
    public const int TextLength = 36;

    public void Write(Span<byte> text)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() << 16 | 0x7000 | (long)(Run & 0xfff));
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], unchecked((int)0x80000000) | Visitor);
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], Number);
        Utf8Formatter.TryFormat(new Guid(bytes, bigEndian: true), text, out _);
    }

    public static bool TryRead(ReadOnlySpan<byte> text, out MessageId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        if (!Utf8Parser.TryParse(text, out Guid guid, out _) || !guid.TryWriteBytes(bytes, bigEndian: true, out _))
        {
            id = default;
            return false;
        }

        id = new MessageId(
            BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) & 0xfff,
            BinaryPrimitives.ReadInt32BigEndian(bytes[8..]) & 0x3fffffff,
            BinaryPrimitives.ReadInt32BigEndian(bytes[12..]));
        return true;
    }
}
