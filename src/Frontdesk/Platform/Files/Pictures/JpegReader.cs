using System.Buffers.Binary;

namespace Frontdesk.Platform.Files.Pictures;

/// <summary>
/// Reads baseline and progressive JPEGs in grey or colour: what cameras and programs write. Decoded as ITU T.81 says;
/// every loop is bounded by the size that the header claims and every read by the end of the file.
/// </summary>
internal sealed class JpegReader
{
    // A few bytes can ask for a walk over the whole picture; nobody writes more than about fifteen.
    private const int MostScans = 40;

    private readonly byte[] _file;
    private readonly int[][] _quantization = new int[4][];
    private readonly JpegHuffman?[] _dc = new JpegHuffman?[4];
    private readonly JpegHuffman?[] _ac = new JpegHuffman?[4];
    private JpegPlane[] _planes = [];
    private int _position = 2;
    private int _restartInterval;
    private bool _progressive;
    private bool _redGreenBlue;
    private int _widest = 1;
    private int _tallest = 1;

    private JpegReader(byte[] file) => _file = file;

    public int Width { get; private set; }
    public int Height { get; private set; }
    public Orientation Orientation { get; private set; } = Orientation.AsIs;

    private int UnitsAcross => (Width + 8 * _widest - 1) / (8 * _widest);
    private int UnitsDown => (Height + 8 * _tallest - 1) / (8 * _tallest);

    public static bool Knows(ReadOnlySpan<byte> file) => file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    /// <summary>Reads as far as the size is known.</summary>
    public static JpegReader Open(byte[] file)
    {
        var reader = new JpegReader(file);
        while (reader.Width == 0)
        {
            var marker = reader.NextMarker();
            if (marker is 0xDA or 0xD9)
            {
                throw new UnreadablePictureException();
            }

            reader.Take(marker, reader.Segment());
        }

        return reader;
    }

    /// <summary>Gives every row, from the top.</summary>
    public void Read(RowSink sink)
    {
        var rows = new JpegRows(Width, Height, _planes, _widest, _tallest, _redGreenBlue || NamedRedGreenBlue(), sink);
        for (var scans = 0; ;)
        {
            var marker = NextMarker();
            if (marker == 0xD9)
            {
                break;
            }

            var segment = Segment();
            if (marker != 0xDA)
            {
                Take(marker, segment);
                continue;
            }

            if (++scans > MostScans)
            {
                throw new UnreadablePictureException();
            }

            if (ReadScan(segment, rows, first: scans == 1))
            {
                return;
            }
        }

        rows.GiveAll(UnitsDown);
    }

    /// <summary>True where the scan held the whole picture and its rows have been given already.</summary>
    private bool ReadScan(ReadOnlySpan<byte> header, JpegRows rows, bool first)
    {
        var count = header.Length > 0 ? header[0] : 0;
        if (count is < 1 or > 3 || count > _planes.Length || header.Length < 4 + 2 * count)
        {
            throw new UnreadablePictureException();
        }

        var planes = new JpegPlane[count];
        for (var n = 0; n < count; n++)
        {
            var (id, tables) = (header[1 + 2 * n], header[2 + 2 * n]);
            planes[n] = Array.Find(_planes, p => p.Id == id) ?? throw new UnreadablePictureException();
            planes[n].UseTables(_dc[tables >> 4 & 3], _ac[tables & 3]);
            planes[n].Dequantize(_quantization[planes[n].Table]);
        }

        if (planes.Distinct().Count() != count)
        {
            throw new UnreadablePictureException();
        }

        var (from, to, approximation) = (header[1 + 2 * count], header[2 + 2 * count], header[3 + 2 * count]);
        var band = _progressive ? new JpegBand(from, to, approximation >> 4, approximation & 15) : JpegBand.Whole;
        if (!band.IsPossible(count))
        {
            throw new UnreadablePictureException();
        }

        var whole = first && !_progressive && count == _planes.Length;
        PrepareBlocks(whole);
        var scan = new JpegScan(_file, _position, planes, band, _progressive, _restartInterval);
        if (count == 1)
        {
            // Alone a component has just the blocks that its own size needs, whatever the others are sampled at.
            var plane = planes[0];
            var (across, down) = (Blocks(Width, plane.Across, _widest), Blocks(Height, plane.Down, _tallest));
            for (var y = 0; y < down; y++)
            {
                for (var x = 0; x < across; x++)
                {
                    scan.ReadBlock(plane, x, whole ? y % plane.Down : y);
                }

                if (whole && (y % plane.Down == plane.Down - 1 || y == down - 1))
                {
                    rows.Give(y / plane.Down);
                }
            }
        }
        else
        {
            for (var y = 0; y < UnitsDown; y++)
            {
                for (var x = 0; x < UnitsAcross; x++)
                {
                    scan.ReadUnit(x, whole ? 0 : y);
                }

                if (whole)
                {
                    rows.Give(y);
                }
            }
        }

        _position = scan.End();
        return whole;
    }

    /// <summary>One row of units where rows can be given as they come, else all of them.</summary>
    private void PrepareBlocks(bool whole)
    {
        if (!whole && (long)Width * Height > Images.MostPixelsAtOnce)
        {
            throw new UnreadablePictureException("This picture is saved progressively and large. Save it as a plain JPG, or smaller.");
        }

        foreach (var plane in _planes)
        {
            plane.Prepare(UnitsAcross * plane.Across, (whole ? 1 : UnitsDown) * plane.Down, holdsAll: !whole);
        }
    }

    private static int Blocks(int length, int sampling, int most) => ((length * sampling + most - 1) / most + 7) / 8;

    private void Take(int marker, ReadOnlySpan<byte> segment)
    {
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                TakeFrame(segment, progressive: marker == 0xC2);
                break;
            case 0xC3 or 0xC5 or 0xC6 or 0xC7 or 0xC9 or 0xCA or 0xCB or 0xCD or 0xCE or 0xCF:
                throw new UnreadablePictureException("This kind of JPG is not read. Save the picture again as a plain JPG or PNG.");
            case 0xC4:
                TakeHuffmanTables(segment);
                break;
            case 0xDB:
                TakeQuantizationTables(segment);
                break;
            case 0xDD when segment.Length >= 2:
                _restartInterval = BinaryPrimitives.ReadUInt16BigEndian(segment);
                break;
            case 0xE1 when Orientation == Orientation.AsIs:
                Orientation = Orientation.Read(segment);
                break;
            case 0xEE when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                _redGreenBlue = segment[11] == 0;
                break;
        }
    }

    private void TakeFrame(ReadOnlySpan<byte> frame, bool progressive)
    {
        if (Width != 0 || frame.Length < 6 || frame[0] != 8 || frame.Length < 6 + 3 * frame[5])
        {
            throw new UnreadablePictureException();
        }

        if (frame[5] is not (1 or 3))
        {
            throw new UnreadablePictureException("This picture is made for print (CMYK). Save it in RGB and upload that.");
        }

        _planes = new JpegPlane[frame[5]];
        for (var n = 0; n < _planes.Length; n++)
        {
            var component = frame.Slice(6 + 3 * n, 3);
            var (across, down) = (component[1] >> 4, component[1] & 15);
            if (across is < 1 or > 4 || down is < 1 or > 4 || component[2] > 3)
            {
                throw new UnreadablePictureException();
            }

            _planes[n] = new JpegPlane(component[0], across, down, component[2]);
            (_widest, _tallest) = (Math.Max(_widest, across), Math.Max(_tallest, down));
        }

        (Height, Width) = (BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), BinaryPrimitives.ReadUInt16BigEndian(frame[3..]));
        _progressive = progressive;
        if (Width == 0 || Height == 0)
        {
            throw new UnreadablePictureException();
        }
    }

    private void TakeHuffmanTables(ReadOnlySpan<byte> tables)
    {
        while (tables.Length > 0)
        {
            var (kind, place) = (tables[0] >> 4, tables[0] & 3);
            var table = JpegHuffman.Read(tables[1..], out var length);
            (kind == 0 ? _dc : _ac)[place] = table;
            tables = tables[(1 + length)..];
        }
    }

    private void TakeQuantizationTables(ReadOnlySpan<byte> tables)
    {
        while (tables.Length > 0)
        {
            var (wide, place) = (tables[0] >> 4 != 0, tables[0] & 3);
            var length = wide ? 128 : 64;
            if (tables.Length < 1 + length)
            {
                throw new UnreadablePictureException();
            }

            var factors = new int[64];
            for (var n = 0; n < 64; n++)
            {
                factors[JpegScan.ZigZag[n]] = wide ? BinaryPrimitives.ReadUInt16BigEndian(tables[(1 + 2 * n)..]) : tables[1 + n];
            }

            _quantization[place] = factors;
            tables = tables[(1 + length)..];
        }
    }

    private int NextMarker()
    {
        while (_position + 1 < _file.Length)
        {
            if (_file[_position++] == 0xFF && _file[_position] is not (0 or 0xFF or (>= 0xD0 and <= 0xD7)))
            {
                return _file[_position++];
            }
        }

        throw new UnreadablePictureException();
    }

    private ReadOnlySpan<byte> Segment()
    {
        var rest = _file.AsSpan(Math.Min(_position, _file.Length));
        var length = rest.Length >= 2 ? BinaryPrimitives.ReadUInt16BigEndian(rest) : 0;
        if (length < 2 || length > rest.Length)
        {
            throw new UnreadablePictureException();
        }

        _position += length;
        return rest[2..length];
    }

    private bool NamedRedGreenBlue() => _planes is [{ Id: (byte)'R' }, { Id: (byte)'G' }, { Id: (byte)'B' }];
}
