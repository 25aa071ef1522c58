using System.Buffers.Binary;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Width and height as a picture's header claims them, read without unpacking a pixel.</summary>
public static class PictureSize
{
    /// <summary>Null where the header is damaged.</summary>
    public static (long Width, long Height)? Of(FileType type, ReadOnlySpan<byte> file)
    {
        try
        {
            return type.MediaType switch
            {
                "image/png" => (BinaryPrimitives.ReadUInt32BigEndian(file[16..]), BinaryPrimitives.ReadUInt32BigEndian(file[20..])),
                "image/gif" => (BinaryPrimitives.ReadUInt16LittleEndian(file[6..]), BinaryPrimitives.ReadUInt16LittleEndian(file[8..])),
                "image/jpeg" => Jpeg(file),
                "image/webp" => WebP(file),
                "image/tiff" => Tiff(file),
                _ => null,
            };
        }
        catch (Exception cut) when (cut is ArgumentOutOfRangeException or IndexOutOfRangeException)
        {
            return null; // it ends before its size was said
        }
    }

    private static (long, long)? Jpeg(ReadOnlySpan<byte> file)
    {
        for (var at = 2; at + 9 < file.Length;)
        {
            var marker = file[at + 1];
            if (file[at] != 0xff)
            {
                return null;
            }

            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));
            }

            at += marker == 0xff ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
        }

        return null;
    }

    private static (long, long)? WebP(ReadOnlySpan<byte> file) => (char)file[15] switch
    {
        'X' => (1 + Three(file[24..]), 1 + Three(file[27..])),
        'L' => (1 + (BinaryPrimitives.ReadUInt32LittleEndian(file[21..]) & 0x3fff), 1 + ((BinaryPrimitives.ReadUInt32LittleEndian(file[21..]) >> 14) & 0x3fff)),
        _ => (BinaryPrimitives.ReadUInt16LittleEndian(file[26..]) & 0x3fff, BinaryPrimitives.ReadUInt16LittleEndian(file[28..]) & 0x3fff),
    };

    private static long Three(ReadOnlySpan<byte> bytes) => bytes[0] | (long)bytes[1] << 8 | (long)bytes[2] << 16;

    /// <summary>The largest of its pages; a fax of many pages is read page by page.</summary>
    private static (long, long)? Tiff(ReadOnlySpan<byte> file)
    {
        var big = file[0] == 'M';
        (long, long)? largest = null;
        var seen = 0;
        for (var at = (long)Number(file[4..], 4, big); at > 0 && at + 2 <= file.Length && seen++ < 1000;)
        {
            var entries = (int)Number(file[(int)at..], 2, big);
            long width = 0, height = 0;
            for (var n = 0; n < entries; n++)
            {
                var entry = file[(int)(at + 2 + n * 12L)..];
                var value = Number(entry[8..], Number(entry[2..], 2, big) == 3 ? 2 : 4, big);
                (width, height) = Number(entry, 2, big) switch { 256 => (value, height), 257 => (width, value), _ => (width, height) };
            }

            largest = largest is var (w, h) && w * h >= width * height ? largest : (width, height);
            at = Number(file[(int)(at + 2 + entries * 12L)..], 4, big);
        }

        return largest;
    }

    private static uint Number(ReadOnlySpan<byte> bytes, int size, bool big) => (size, big) switch
    {
        (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
        (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        (_, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
        _ => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
    };
}
