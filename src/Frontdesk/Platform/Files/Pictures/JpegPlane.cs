namespace Frontdesk.Platform.Files.Pictures;

/// <summary>One component of a JPEG (brightness or one of the two colours) in blocks of 8 × 8 coefficients.</summary>
internal sealed class JpegPlane(int id, int across, int down, int table)
{
    private short[] _coefficients = [];
    private int[]? _factors;
    private int _blocksAcross;

    public int Id => id;

    /// <summary>Blocks in one unit, the sampling factors.</summary>
    public int Across => across;

    public int Down => down;

    /// <summary>Which quantization table.</summary>
    public int Table => table;

    public int BlocksAcross => _blocksAcross;
    public JpegHuffman? Dc { get; private set; }
    public JpegHuffman? Ac { get; private set; }

    /// <summary>The last block's first coefficient; the next is stored as the difference.</summary>
    public int Predicted { get; set; }

    /// <summary>Whether every row of blocks is kept, not just one row of units.</summary>
    public bool HoldsAll { get; private set; }

    public void UseTables(JpegHuffman? dc, JpegHuffman? ac) => (Dc, Ac) = (dc, ac);

    /// <summary>The factors that stood there at the component's first scan count.</summary>
    public void Dequantize(int[]? factors) => _factors ??= factors;

    public void Prepare(int blocksAcross, int blocksDown, bool holdsAll)
    {
        if (_coefficients.Length == 0)
        {
            (_blocksAcross, HoldsAll) = (blocksAcross, holdsAll);
            _coefficients = new short[blocksAcross * blocksDown * 64];
        }
    }

    public Span<short> Block(int x, int y) => _coefficients.AsSpan((y * _blocksAcross + x) * 64, 64);

    public void Forget() => Array.Clear(_coefficients);

    /// <summary>The samples of one block into a row of blocks.</summary>
    public void Samples(int x, int y, Span<byte> samples, int stride) =>
        Cosines.Undo(Block(x, y), _factors ?? throw new UnreadablePictureException(), samples, stride);
}
