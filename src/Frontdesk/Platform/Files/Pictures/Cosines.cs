namespace Frontdesk.Platform.Files.Pictures;

/// <summary>The inverse cosine transform of a block of 8 × 8, columns first and then rows.</summary>
internal static class Cosines
{
    public static void Undo(ReadOnlySpan<short> coefficients, ReadOnlySpan<int> factors, Span<byte> samples, int stride)
    {
        Span<float> block = stackalloc float[64];
        for (var n = 0; n < 64; n++)
        {
            block[n] = coefficients[n] * factors[n];
        }

        for (var column = 0; column < 8; column++)
        {
            Undo(block[column..], 8);
        }

        for (var row = 0; row < 8; row++)
        {
            var line = block.Slice(row * 8, 8);
            Undo(line, 1);
            for (var column = 0; column < 8; column++)
            {
                samples[row * stride + column] = (byte)Math.Clamp((int)MathF.Floor(line[column] / 8 + 128.5f), 0, 255);
            }
        }
    }

    /// <summary>Eight values, <paramref name="step"/> apart, by the method of Loeffler, Ligtenberg and Moschytz.</summary>
    private static void Undo(Span<float> s, int step)
    {
        var turned = (s[2 * step] + s[6 * step]) * 0.5411961f;
        var (even2, even3) = (turned - s[6 * step] * 1.847759065f, turned + s[2 * step] * 0.765366865f);
        var (even0, even1) = (s[0] + s[4 * step], s[0] - s[4 * step]);
        var (x0, x3, x1, x2) = (even0 + even3, even0 - even3, even1 + even2, even1 - even2);

        var (t0, t1, t2, t3) = (s[7 * step], s[5 * step], s[3 * step], s[step]);
        var all = (t0 + t2 + t1 + t3) * 1.175875602f;
        var (p1, p2) = (all - (t0 + t3) * 0.899976223f, all - (t1 + t2) * 2.562915447f);
        var (p3, p4) = ((t0 + t2) * -1.961570560f, (t1 + t3) * -0.390180644f);
        t0 = t0 * 0.298631336f + p1 + p3;
        t1 = t1 * 2.053119869f + p2 + p4;
        t2 = t2 * 3.072711026f + p2 + p3;
        t3 = t3 * 1.501321110f + p1 + p4;

        (s[0], s[7 * step]) = (x0 + t3, x0 - t3);
        (s[step], s[6 * step]) = (x1 + t2, x1 - t2);
        (s[2 * step], s[5 * step]) = (x2 + t1, x2 - t1);
        (s[3 * step], s[4 * step]) = (x3 + t0, x3 - t0);
    }
}
