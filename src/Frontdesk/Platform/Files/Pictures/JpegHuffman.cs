namespace Frontdesk.Platform.Files.Pictures;

/// <summary>A table of codes of 1 to 16 bits.</summary>
internal sealed class JpegHuffman
{
    private readonly int[] _largest = new int[17];
    private readonly int[] _offset = new int[17];
    private readonly byte[] _values;

    private JpegHuffman(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> values)
    {
        _values = values.ToArray();
        for (int length = 1, code = 0, at = 0; length <= 16; length++, code <<= 1)
        {
            _offset[length] = at - code;
            at += counts[length - 1];
            code += counts[length - 1];
            _largest[length] = counts[length - 1] == 0 ? -1 : code - 1;
        }
    }

    /// <param name="length">How many bytes the table took.</param>
    public static JpegHuffman Read(ReadOnlySpan<byte> table, out int length)
    {
        var count = 0;
        for (var n = 0; n < 16 && n < table.Length; n++)
        {
            count += table[n];
        }

        length = 16 + count;
        return count <= 256 && table.Length >= length ? new JpegHuffman(table[..16], table[16..length]) : throw new UnreadablePictureException();
    }

    public int Decode(JpegBits bits)
    {
        var code = 0;
        for (var length = 1; length <= 16; length++)
        {
            code = code << 1 | bits.Next();
            if (code <= _largest[length] && _offset[length] + code is >= 0 and var at && at < _values.Length)
            {
                return _values[at];
            }
        }

        throw new UnreadablePictureException();
    }
}

/// <summary>The bits of a scan, up to the next marker.</summary>
internal sealed class JpegBits(byte[] file, int position)
{
    // A scan may end within a code that its last bits complete; a file that was cut off asks for more than that.
    private const int MostBitsPastTheEnd = 64;
    private int _current;
    private int _left;
    private int _past;

    /// <summary>Where the next marker stands.</summary>
    public int Position => position;

    public int Next()
    {
        if (_left == 0)
        {
            _current = NextByte();
            _left = 8;
        }

        return _current >> --_left & 1;
    }

    public int Take(int count)
    {
        var value = 0;
        for (; count > 0; count--)
        {
            value = value << 1 | Next();
        }

        return value;
    }

    /// <summary>A value of <paramref name="count"/> bits whose first bit tells its sign.</summary>
    public int Signed(int count)
    {
        if (count > 15)
        {
            throw new UnreadablePictureException();
        }

        var value = Take(count);
        return count == 0 || value >= 1 << count - 1 ? value : value - (1 << count) + 1;
    }

    /// <summary>Goes on after a restart marker, if one stands here.</summary>
    public void Restart()
    {
        _left = 0;
        while (position + 1 < file.Length && file[position] == 0xFF && file[position + 1] == 0xFF)
        {
            position++;
        }

        if (position + 1 >= file.Length || file[position] != 0xFF || file[position + 1] is not (>= 0xD0 and <= 0xD7))
        {
            throw new UnreadablePictureException();
        }

        position += 2;
    }

    private int NextByte()
    {
        if (position >= file.Length || file[position] == 0xFF && (position + 1 >= file.Length || file[position + 1] != 0))
        {
            return (_past += 8) <= MostBitsPastTheEnd ? 0 : throw new UnreadablePictureException();
        }

        var value = file[position];
        position += value == 0xFF ? 2 : 1;
        return value;
    }
}
