using System.Buffers.Binary;
using System.IO.Compression;

namespace Frontdesk.Platform.Files.Pictures;

/// <summary>Reads every kind of PNG that the standard knows; of an animation the still picture.</summary>
internal sealed class PngReader
{
    private const int Grey = 0, Colour = 2, Palette = 3, GreyAlpha = 4, ColourAlpha = 6;

    // Where the pixels of the seven passes of an interlaced picture stand: first column and row, and the steps between.
    private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    private readonly List<byte[]> _compressed = [];
    private byte[] _palette = [];
    private byte[] _transparency = [];
    private int _depth;
    private int _kind;
    private bool _interlaced;

    private PngReader()
    {
    }

    public static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public int Width { get; private set; }
    public int Height { get; private set; }

    private int Channels => _kind switch { Grey or Palette => 1, GreyAlpha => 2, Colour => 3, _ => 4 };

    public static bool Knows(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static PngReader Open(ReadOnlySpan<byte> file)
    {
        var reader = new PngReader();
        for (var rest = file[8..]; rest.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
            {
                throw new UnreadablePictureException();
            }

            var type = rest.Slice(4, 4);
            if (type.SequenceEqual("IEND"u8))
            {
                return reader.Width > 0 ? reader : throw new UnreadablePictureException();
            }

            reader.Take(type, rest.Slice(8, (int)length));
            rest = rest[(int)(length + 12)..];
        }

        throw new UnreadablePictureException();
    }

    /// <summary>Gives every row, from the top.</summary>
    public void Read(RowSink sink)
    {
        using var data = new ZLibStream(new MemoryStream([.. _compressed.SelectMany(part => part)]), CompressionMode.Decompress);
        try
        {
            if (_interlaced)
            {
                ReadPasses(data, sink);
                return;
            }

            var rgba = new byte[Width * 4];
            ReadRows(data, Width, Height, (_, row) =>
            {
                Convert(row, Width, rgba);
                sink(rgba);
            });
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            throw new UnreadablePictureException();
        }
    }

    internal static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private void Take(ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        if (type.SequenceEqual("IHDR"u8))
        {
            TakeHeader(content);
        }
        else if (Width == 0)
        {
            throw new UnreadablePictureException(); // the header comes first
        }
        else if (type.SequenceEqual("PLTE"u8))
        {
            _palette = content.ToArray();
        }
        else if (type.SequenceEqual("tRNS"u8))
        {
            _transparency = content.ToArray();
        }
        else if (type.SequenceEqual("IDAT"u8))
        {
            _compressed.Add(content.ToArray());
        }
    }

    private void TakeHeader(ReadOnlySpan<byte> header)
    {
        if (header.Length != 13 || Width != 0 || header[10] != 0 || header[11] != 0 || header[12] > 1)
        {
            throw new UnreadablePictureException();
        }

        (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        (_depth, _kind, _interlaced) = (header[8], header[9], header[12] == 1);
        var known = _kind switch
        {
            Grey => _depth is 1 or 2 or 4 or 8 or 16,
            Palette => _depth is 1 or 2 or 4 or 8,
            Colour or GreyAlpha or ColourAlpha => _depth is 8 or 16,
            _ => false,
        };
        if (!known || Width < 1 || Height < 1)
        {
            throw new UnreadablePictureException();
        }
    }

    private void ReadPasses(Stream data, RowSink sink)
    {
        if ((long)Width * Height > Images.MostPixelsAtOnce)
        {
            throw new UnreadablePictureException("This picture is interlaced and large. Save it without interlacing, or smaller.");
        }

        var whole = new byte[Width * Height * 4];
        foreach (var (x, y, stepX, stepY) in Passes)
        {
            var (width, height) = ((Width - x + stepX - 1) / stepX, (Height - y + stepY - 1) / stepY);
            if (width < 1 || height < 1)
            {
                continue;
            }

            var rgba = new byte[width * 4];
            ReadRows(data, width, height, (n, row) =>
            {
                Convert(row, width, rgba);
                for (var i = 0; i < width; i++)
                {
                    rgba.AsSpan(i * 4, 4).CopyTo(whole.AsSpan(((y + n * stepY) * Width + x + i * stepX) * 4));
                }
            });
        }

        for (var y = 0; y < Height; y++)
        {
            sink(whole.AsSpan(y * Width * 4, Width * 4));
        }
    }

    /// <summary>Undoes the filters.</summary>
    private void ReadRows(Stream data, int width, int height, Action<int, byte[]> take)
    {
        var step = Math.Max(1, Channels * _depth / 8);
        var length = (int)(((long)width * Channels * _depth + 7) / 8);
        var (row, above) = (new byte[length], new byte[length]);
        for (var y = 0; y < height; y++)
        {
            var filter = data.ReadByte();
            data.ReadExactly(row);
            Unfilter(filter, row, above, step);
            take(y, row);
            (row, above) = (above, row);
        }
    }

    private static void Unfilter(int filter, Span<byte> row, ReadOnlySpan<byte> above, int step)
    {
        if (filter is < 0 or > 4)
        {
            throw new UnreadablePictureException();
        }

        for (var i = 0; filter > 0 && i < row.Length; i++)
        {
            var left = i < step ? 0 : row[i - step];
            var guess = filter switch
            {
                1 => left,
                2 => above[i],
                3 => (left + above[i]) / 2,
                _ => Paeth(left, above[i], i < step ? 0 : above[i - step]),
            };
            row[i] += (byte)guess;
        }
    }

    private void Convert(ReadOnlySpan<byte> row, int width, Span<byte> rgba)
    {
        for (var x = 0; x < width; x++)
        {
            ConvertPixel(row, x, rgba.Slice(x * 4, 4));
        }
    }

    private void ConvertPixel(ReadOnlySpan<byte> row, int x, Span<byte> pixel)
    {
        var at = x * Channels;
        switch (_kind)
        {
            case Palette:
                FromPalette(Sample(row, at), pixel);
                break;
            case Grey or GreyAlpha:
                pixel[..3].Fill(Eight(Sample(row, at)));
                pixel[3] = _kind == GreyAlpha ? Eight(Sample(row, at + 1)) : IsSeeThrough(row, at, 1) ? (byte)0 : byte.MaxValue;
                break;
            default:
                pixel[0] = Eight(Sample(row, at));
                pixel[1] = Eight(Sample(row, at + 1));
                pixel[2] = Eight(Sample(row, at + 2));
                pixel[3] = _kind == ColourAlpha ? Eight(Sample(row, at + 3)) : IsSeeThrough(row, at, 3) ? (byte)0 : byte.MaxValue;
                break;
        }
    }

    private void FromPalette(int index, Span<byte> pixel)
    {
        if (index * 3 + 3 > _palette.Length)
        {
            throw new UnreadablePictureException();
        }

        _palette.AsSpan(index * 3, 3).CopyTo(pixel);
        pixel[3] = index < _transparency.Length ? _transparency[index] : byte.MaxValue;
    }

    /// <summary>Pictures without opacity of their own may name one colour that is see-through.</summary>
    private bool IsSeeThrough(ReadOnlySpan<byte> row, int at, int channels)
    {
        if (_transparency.Length < channels * 2)
        {
            return false;
        }

        for (var channel = 0; channel < channels; channel++)
        {
            if (Sample(row, at + channel) != BinaryPrimitives.ReadUInt16BigEndian(_transparency.AsSpan(channel * 2)))
            {
                return false;
            }
        }

        return true;
    }

    private int Sample(ReadOnlySpan<byte> row, int index) => _depth switch
    {
        8 => row[index],
        16 => BinaryPrimitives.ReadUInt16BigEndian(row[(index * 2)..]),
        _ => row[index * _depth / 8] >> 8 - _depth - index * _depth % 8 & (1 << _depth) - 1,
    };

    private byte Eight(int sample) => (byte)(_depth switch { 8 => sample, 16 => sample >> 8, _ => sample * 255 / ((1 << _depth) - 1) });
}
