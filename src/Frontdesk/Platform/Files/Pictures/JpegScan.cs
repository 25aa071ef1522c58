namespace Frontdesk.Platform.Files.Pictures;

/// <summary>Which coefficients a scan carries, and which of their bits.</summary>
/// <param name="High">The bit position that the scan before has left off at; 0 for the first.</param>
/// <param name="Low">The bit position of this one.</param>
internal readonly record struct JpegBand(int From, int To, int High, int Low)
{
    public static readonly JpegBand Whole = new(0, 63, 0, 0);

    public bool IsPossible(int planes) => From <= To && To <= 63 && Low <= 13 && High <= 13
        && (this == Whole || (From == 0 ? To == 0 : planes == 1));
}

/// <summary>Reads one scan's coefficients into its planes.</summary>
internal sealed class JpegScan(byte[] file, int position, JpegPlane[] planes, JpegBand band, bool progressive, int restartInterval)
{
    /// <summary>Where the n-th coefficient of a block stands.</summary>
    public static readonly byte[] ZigZag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private readonly JpegBits _bits = new(file, position);
    private int _untilRestart = int.MinValue;
    private int _emptyBlocks;

    /// <summary>All planes' blocks of one unit.</summary>
    public void ReadUnit(int unitX, int unitY)
    {
        RestartIfDue();
        foreach (var plane in planes)
        {
            for (var y = 0; y < plane.Down; y++)
            {
                for (var x = 0; x < plane.Across; x++)
                {
                    Read(plane, plane.Block(unitX * plane.Across + x, unitY * plane.Down + y));
                }
            }
        }
    }

    public void ReadBlock(JpegPlane plane, int x, int y)
    {
        RestartIfDue();
        Read(plane, plane.Block(x, y));
    }

    /// <summary>Where the file goes on.</summary>
    public int End() => _bits.Position;

    private void RestartIfDue()
    {
        if (_untilRestart == 0)
        {
            _bits.Restart();
        }

        if (_untilRestart is 0 or int.MinValue)
        {
            _untilRestart = restartInterval == 0 ? -1 : restartInterval;
            _emptyBlocks = 0;
            foreach (var plane in planes)
            {
                plane.Predicted = 0;
            }
        }

        if (_untilRestart > 0)
        {
            _untilRestart--;
        }
    }

    private void Read(JpegPlane plane, Span<short> block)
    {
        if (!progressive)
        {
            ReadFirst(plane, block);
            ReadRest(Table(plane.Ac), block, 1, 63, 0);
        }
        else if (band.From == 0 && band.High == 0)
        {
            ReadFirst(plane, block);
        }
        else if (band.From == 0)
        {
            block[0] |= (short)(_bits.Next() << band.Low);
        }
        else if (band.High == 0)
        {
            ReadBand(Table(plane.Ac), block);
        }
        else
        {
            RefineBand(Table(plane.Ac), block);
        }
    }

    private void ReadFirst(JpegPlane plane, Span<short> block)
    {
        plane.Predicted = (short)(plane.Predicted + _bits.Signed(Table(plane.Dc).Decode(_bits)));
        block[0] = (short)(plane.Predicted << band.Low);
    }

    private void ReadRest(JpegHuffman table, Span<short> block, int from, int to, int low)
    {
        for (var n = from; n <= to; n++)
        {
            var code = table.Decode(_bits);
            var (zeros, size) = (code >> 4, code & 15);
            if (size == 0)
            {
                if (zeros < 15)
                {
                    _emptyBlocks = progressive ? (1 << zeros) - 1 + _bits.Take(zeros) : 0;
                    return;
                }

                n += 15;
                continue;
            }

            n += zeros;
            if (n > to)
            {
                throw new UnreadablePictureException();
            }

            block[ZigZag[n]] = (short)(_bits.Signed(size) << low);
        }
    }

    private void ReadBand(JpegHuffman table, Span<short> block)
    {
        if (_emptyBlocks > 0)
        {
            _emptyBlocks--;
            return;
        }

        ReadRest(table, block, band.From, band.To, band.Low);
    }

    /// <summary>One more bit for each coefficient that has been seen, and new ones between them (T.81, G.1.2.3).</summary>
    private void RefineBand(JpegHuffman table, Span<short> block)
    {
        var n = band.From;
        while (_emptyBlocks == 0 && n <= band.To)
        {
            var code = table.Decode(_bits);
            var (zeros, size) = (code >> 4, code & 15);
            var fresh = 0;
            if (size == 1)
            {
                fresh = _bits.Next() == 1 ? 1 << band.Low : -(1 << band.Low);
            }
            else if (size != 0)
            {
                throw new UnreadablePictureException();
            }
            else if (zeros < 15)
            {
                _emptyBlocks = (1 << zeros) + _bits.Take(zeros);
                break;
            }

            n = RefineUntil(block, n, zeros);
            if (fresh != 0 && n <= band.To)
            {
                block[ZigZag[n]] = (short)fresh;
            }

            n++;
        }

        if (_emptyBlocks > 0)
        {
            RefineUntil(block, n, int.MaxValue);
            _emptyBlocks--;
        }
    }

    /// <summary>Refines what is not zero on the way past <paramref name="zeros"/> zeros; answers with where the next zero stands.</summary>
    private int RefineUntil(Span<short> block, int n, int zeros)
    {
        for (; n <= band.To; n++)
        {
            ref var coefficient = ref block[ZigZag[n]];
            if (coefficient == 0)
            {
                if (zeros-- == 0)
                {
                    break;
                }
            }
            else if (_bits.Next() == 1 && (coefficient & 1 << band.Low) == 0)
            {
                coefficient += (short)(coefficient > 0 ? 1 << band.Low : -(1 << band.Low));
            }
        }

        return n;
    }

    private static JpegHuffman Table(JpegHuffman? table) => table ?? throw new UnreadablePictureException();
}
