namespace Frontdesk.Platform.Files.Pictures;

/// <summary>
/// Averages the rows of a picture into a smaller one as they come, so that no large picture is ever held as a whole.
/// Each pixel falls onto at most two columns and two rows of the result, weighted by how much of it lies on each.
/// </summary>
internal sealed class Shrink
{
    private readonly Axis _across;
    private readonly Axis _down;
    private readonly float[] _sums;
    private int _row;

    public Shrink(int width, int height, Frame frame)
    {
        (_across, _down) = frame.Fit == Fit.Cover ? Covering(width, height, frame) : Inside(width, height, frame);
        _sums = new float[_across.Target * _down.Target * 4];
    }

    public void Take(ReadOnlySpan<byte> rgba)
    {
        var y = _row++ - _down.Start;
        if (y < 0 || y >= _down.Source)
        {
            return;
        }

        var (row, here, next) = _down.Falls(y);
        Add(rgba, row, here);
        if (next > 0)
        {
            Add(rgba, row + 1, next);
        }
    }

    public Pixels Finish()
    {
        var rgba = new byte[_sums.Length];
        for (var at = 0; at < rgba.Length; at += 4)
        {
            var opacity = _sums[at + 3];
            for (var channel = 0; channel < 3; channel++)
            {
                rgba[at + channel] = Rounded(opacity > 0 ? _sums[at + channel] / opacity * 255 : 0);
            }

            rgba[at + 3] = Rounded(opacity);
        }

        return new Pixels(_across.Target, _down.Target, rgba);
    }

    /// <summary>Colours count by their opacity, else what is see-through would stain the edges.</summary>
    private void Add(ReadOnlySpan<byte> rgba, int row, float weight)
    {
        var sums = _sums.AsSpan(row * _across.Target * 4, _across.Target * 4);
        for (var x = 0; x < _across.Source; x++)
        {
            var pixel = rgba.Slice((_across.Start + x) * 4, 4);
            var (column, here, next) = _across.Falls(x);
            AddPixel(sums.Slice(column * 4, 4), pixel, weight * here);
            if (next > 0)
            {
                AddPixel(sums.Slice((column + 1) * 4, 4), pixel, weight * next);
            }
        }
    }

    private static void AddPixel(Span<float> sum, ReadOnlySpan<byte> pixel, float weight)
    {
        var opacity = pixel[3] * weight;
        sum[0] += pixel[0] * opacity / 255;
        sum[1] += pixel[1] * opacity / 255;
        sum[2] += pixel[2] * opacity / 255;
        sum[3] += opacity;
    }

    private static byte Rounded(float value) => (byte)Math.Clamp((int)(value + 0.5f), 0, 255);

    private static (Axis Across, Axis Down) Covering(int width, int height, Frame frame)
    {
        var scale = Math.Min((double)width / frame.Width, (double)height / frame.Height);
        var (cutWidth, cutHeight) = (Side(frame.Width * scale, width), Side(frame.Height * scale, height));
        return (new Axis((width - cutWidth) / 2, cutWidth, Math.Min(frame.Width, cutWidth)), new Axis((height - cutHeight) / 2, cutHeight, Math.Min(frame.Height, cutHeight)));
    }

    private static (Axis Across, Axis Down) Inside(int width, int height, Frame frame)
    {
        var scale = Math.Max(1, Math.Max((double)width / frame.Width, (double)height / frame.Height));
        return (new Axis(0, width, Side(width / scale, frame.Width)), new Axis(0, height, Side(height / scale, frame.Height)));
    }

    private static int Side(double length, int most) => Math.Clamp((int)Math.Round(length), 1, most);

    /// <summary>One dimension: how a stretch of the source lies on the target.</summary>
    private sealed class Axis
    {
        private readonly (int Target, float Here, float Next)[] _falls;

        public Axis(int start, int source, int target)
        {
            (Start, Source, Target) = (start, source, target);
            _falls = new (int, float, float)[source];
            for (var i = 0; i < source; i++)
            {
                var (from, to) = ((double)i * target / source, (double)(i + 1) * target / source);
                var first = Math.Min((int)from, target - 1);
                var over = first + 1 < target ? Math.Max(0, to - (first + 1)) : 0;
                _falls[i] = (first, (float)(to - from - over), (float)over);
            }
        }

        public int Start { get; }
        public int Source { get; }
        public int Target { get; }

        public (int Target, float Here, float Next) Falls(int source) => _falls[source];
    }
}
