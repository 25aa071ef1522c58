namespace Frontdesk.Platform.Files.Pictures;

/// <summary>How a picture is brought to a size. Neither makes it larger than it was.</summary>
public enum Fit
{
    /// <summary>Fills the size; what hangs over is cut off evenly. For portraits.</summary>
    Cover,

    /// <summary>Whole and at most of the size. For logos.</summary>
    Inside,
}

/// <summary>A picture made anew, or why it could not be, in words for whoever uploaded it.</summary>
public sealed record Reencoded(byte[]? Png, string? Reason);

/// <summary>
/// Reads an uploaded picture down to its pixels and writes those alone as a PNG: nothing that a file may hide (markup, scripts,
/// places where a photo was taken, a second file at the end) survives. What a file is, its content says, never its name.
/// </summary>
public static class Images
{
    public const int MostBytes = 2 * 1024 * 1024;

    /// <summary>A file of 2 MB can claim a billion pixels.</summary>
    public const long MostPixels = 40_000_000;

    /// <summary>Progressive and interlaced pictures can only be read as a whole; one of this size takes up to 100 MB.</summary>
    internal const long MostPixelsAtOnce = 16_000_000;

    private const int LongestSide = 20_000;
    private static readonly SemaphoreSlim OneAtATime = new(1);

    public static async Task<Reencoded> Reencode(Stream upload, int width, int height, Fit fit, CancellationToken ct)
    {
        if (await ReadAll(upload, ct) is not { } file)
        {
            return new Reencoded(null, "The picture has at most 2 MB. Choose a smaller one.");
        }

        await OneAtATime.WaitAsync(ct);
        try
        {
            return new Reencoded(Reencode(file, new Frame(width, height, fit)), null);
        }
        catch (UnreadablePictureException unreadable)
        {
            return new Reencoded(null, unreadable.Message);
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    private static byte[] Reencode(byte[] file, Frame frame)
    {
        if (PngReader.Knows(file))
        {
            var png = PngReader.Open(file);
            CheckSize(png.Width, png.Height);
            var shrunk = new Shrink(png.Width, png.Height, frame);
            png.Read(shrunk.Take);
            return PngWriter.Write(shrunk.Finish());
        }

        if (JpegReader.Knows(file))
        {
            var jpeg = JpegReader.Open(file);
            CheckSize(jpeg.Width, jpeg.Height);
            var shrunk = new Shrink(jpeg.Width, jpeg.Height, jpeg.Orientation.SwapsSides ? frame.Turned : frame);
            jpeg.Read(shrunk.Take);
            return PngWriter.Write(jpeg.Orientation.Upright(shrunk.Finish()));
        }

        throw new UnreadablePictureException("Choose a picture in PNG or JPG format.");
    }

    private static void CheckSize(int width, int height)
    {
        if (width is < 1 or > LongestSide || height is < 1 or > LongestSide || (long)width * height > MostPixels)
        {
            throw new UnreadablePictureException("This picture has too many pixels. Make it smaller and upload it again.");
        }
    }

    private static async Task<byte[]?> ReadAll(Stream upload, CancellationToken ct)
    {
        var buffer = new byte[MostBytes + 1];
        var length = await upload.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length > MostBytes ? null : buffer[..length];
    }
}

/// <summary>The size asked for.</summary>
internal sealed record Frame(int Width, int Height, Fit Fit)
{
    public Frame Turned => new(Height, Width, Fit);
}

/// <summary>The file is no picture that can be read. The message is for whoever uploaded it.</summary>
internal sealed class UnreadablePictureException(string reason = "This picture is damaged. Save it again as PNG or JPG and upload that.") : Exception(reason);

/// <summary>Pixels row by row, four bytes each: red, green, blue, opacity.</summary>
internal sealed record Pixels(int Width, int Height, byte[] Rgba);

/// <summary>Takes the next row of a picture, from the top.</summary>
internal delegate void RowSink(ReadOnlySpan<byte> rgba);
