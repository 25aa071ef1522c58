using System.Buffers.Binary;

namespace Frontdesk.Platform.Files.Pictures;

/// <summary>How a camera was held, 1 to 8 as Exif has it.</summary>
internal readonly record struct Orientation(int Value)
{
    public static readonly Orientation AsIs = new(1);

    public bool SwapsSides => Value is >= 5 and <= 8;

    /// <summary>Reads the tag from an Exif block; whatever is odd about it means "as it is".</summary>
    public static Orientation Read(ReadOnlySpan<byte> exif)
    {
        if (!exif.StartsWith("Exif\0\0"u8) || exif.Length < 14)
        {
            return AsIs;
        }

        var tiff = exif[6..];
        var big = tiff[0] == (byte)'M';
        var directory = Number(tiff, 4, 4, big);
        var count = Math.Min(Number(tiff, directory, 2, big), 200);
        for (var n = 0; n < count; n++)
        {
            if (Number(tiff, directory + 2 + n * 12, 2, big) == 0x0112)
            {
                return Number(tiff, directory + 2 + n * 12 + 8, 2, big) is >= 1 and <= 8 and var value ? new Orientation((int)value) : AsIs;
            }
        }

        return AsIs;
    }

    public Pixels Upright(Pixels held)
    {
        if (Value is < 2 or > 8)
        {
            return held;
        }

        var (width, height) = SwapsSides ? (held.Height, held.Width) : (held.Width, held.Height);
        var rgba = new byte[held.Rgba.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (fromX, fromY) = From(x, y, held.Width - 1, held.Height - 1);
                held.Rgba.AsSpan((fromY * held.Width + fromX) * 4, 4).CopyTo(rgba.AsSpan((y * width + x) * 4));
            }
        }

        return new Pixels(width, height, rgba);
    }

    private (int X, int Y) From(int x, int y, int right, int bottom) => Value switch
    {
        2 => (right - x, y),
        3 => (right - x, bottom - y),
        4 => (x, bottom - y),
        5 => (y, x),
        6 => (y, bottom - x),
        7 => (right - y, bottom - x),
        _ => (right - y, x),
    };

    /// <summary>Zero where the block ends before.</summary>
    private static long Number(ReadOnlySpan<byte> tiff, long at, int bytes, bool big)
    {
        if (at < 0 || at + bytes > tiff.Length)
        {
            return 0;
        }

        var here = tiff.Slice((int)at, bytes);
        return bytes == 2
            ? big ? BinaryPrimitives.ReadUInt16BigEndian(here) : BinaryPrimitives.ReadUInt16LittleEndian(here)
            : big ? BinaryPrimitives.ReadUInt32BigEndian(here) : BinaryPrimitives.ReadUInt32LittleEndian(here);
    }
}
