using System.Diagnostics;

namespace Frontdesk.Tests.Knowledge;

/// <summary>Pictures of printed pages, made by the program that draws them for the recogniser.</summary>
internal static class Photograph
{
    public static byte[] Png(byte[] pdf) => Draw(pdf, "-png", "png");

    public static byte[] Jpeg(byte[] pdf) => Draw(pdf, "-jpeg", "jpg");

    public static byte[] Tiff(byte[] pdf) => Draw(pdf, "-tiff", "tif");

    /// <summary>One byte a dot.</summary>
    public static (byte[] Grey, int Width, int Height) Grey(byte[] pdf)
    {
        var file = Draw(pdf, null, "pgm"); // "P5\n1241 1754\n255\n" and the dots
        var header = System.Text.Encoding.ASCII.GetString(file, 0, 30).Split('\n');
        var size = header[1].Split(' ').Select(int.Parse).ToArray();
        return (file[^(size[0] * size[1])..], size[0], size[1]);
    }

    private static byte[] Draw(byte[] pdf, string? format, string ending)
    {
        var folder = Directory.CreateTempSubdirectory("frontdesk-photo-");
        try
        {
            var (source, picture) = (Path.Combine(folder.FullName, "page.pdf"), Path.Combine(folder.FullName, "page"));
            File.WriteAllBytes(source, pdf);
            using var drawing = Process.Start("pdftoppm", [.. format is null ? Array.Empty<string>() : [format], "-gray", "-r", "150", "-singlefile", source, picture]);
            drawing.WaitForExit();
            return File.ReadAllBytes($"{picture}.{ending}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
