namespace Frontdesk.Platform.Files.Pictures;

/// <summary>Turns decoded blocks into rows of pixels.</summary>
internal sealed class JpegRows(int width, int height, JpegPlane[] planes, int widest, int tallest, bool redGreenBlue, RowSink sink)
{
    private readonly byte[][] _samples = new byte[planes.Length][];
    private readonly byte[] _rgba = new byte[width * 4];

    /// <summary>One row of units; where not all are held, the planes hold just this one and are emptied for the next.</summary>
    public void Give(int unit)
    {
        for (var n = 0; n < planes.Length; n++)
        {
            var plane = planes[n];
            var stride = plane.BlocksAcross * 8;
            var samples = _samples[n] ??= new byte[stride * plane.Down * 8];
            for (var y = 0; y < plane.Down; y++)
            {
                for (var x = 0; x < plane.BlocksAcross; x++)
                {
                    plane.Samples(x, (plane.HoldsAll ? unit * plane.Down : 0) + y, samples.AsSpan(y * 8 * stride + x * 8), stride);
                }
            }

            if (!plane.HoldsAll)
            {
                plane.Forget();
            }
        }

        for (var y = 0; y < tallest * 8 && unit * tallest * 8 + y < height; y++)
        {
            GiveRow(y);
        }
    }

    public void GiveAll(int units)
    {
        if (Array.Exists(planes, plane => plane.BlocksAcross == 0))
        {
            throw new UnreadablePictureException(); // not one scan
        }

        for (var unit = 0; unit < units; unit++)
        {
            Give(unit);
        }
    }

    private void GiveRow(int y)
    {
        var first = Row(0, y);
        if (planes.Length == 1)
        {
            for (var x = 0; x < width; x++)
            {
                _rgba.AsSpan(x * 4, 3).Fill(first[x]);
                _rgba[x * 4 + 3] = byte.MaxValue;
            }

            sink(_rgba);
            return;
        }

        var second = Row(1, y);
        var third = Row(2, y);
        var (firstStep, secondStep, thirdStep) = (planes[0].Across, planes[1].Across, planes[2].Across);
        for (var x = 0; x < width; x++)
        {
            Colour(first[x * firstStep / widest], second[x * secondStep / widest], third[x * thirdStep / widest], _rgba.AsSpan(x * 4, 4));
        }

        sink(_rgba);
    }

    private ReadOnlySpan<byte> Row(int plane, int y)
    {
        var stride = planes[plane].BlocksAcross * 8;
        return _samples[plane].AsSpan(y * planes[plane].Down / tallest * stride, stride);
    }

    private void Colour(int first, int second, int third, Span<byte> pixel)
    {
        if (redGreenBlue)
        {
            (pixel[0], pixel[1], pixel[2]) = ((byte)first, (byte)second, (byte)third);
        }
        else
        {
            var (blue, red) = (second - 128, third - 128);
            pixel[0] = Rounded(first + 1.402f * red);
            pixel[1] = Rounded(first - 0.344136f * blue - 0.714136f * red);
            pixel[2] = Rounded(first + 1.772f * blue);
        }

        pixel[3] = byte.MaxValue;
    }

    private static byte Rounded(float value) => (byte)Math.Clamp((int)(value + 0.5f), 0, 255);
}
