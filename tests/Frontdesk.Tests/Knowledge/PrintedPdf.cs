using System.Globalization;
using System.Text;

namespace Frontdesk.Tests.Knowledge;

/// <summary>A PDF with words where a test wants them; y counts from the top of an A4 page, in points.</summary>
internal sealed class PrintedPdf
{
    private readonly List<StringBuilder> _pages = [];
    private byte[]? _scan;

    public string? Title { get; init; }

    public PrintedPdf Page()
    {
        _pages.Add(new StringBuilder());
        return this;
    }

    public PrintedPdf At(double x, double y, string text, double size = 11)
    {
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("(", "\\(", StringComparison.Ordinal).Replace(")", "\\)", StringComparison.Ordinal);
        _pages[^1].Append(CultureInfo.InvariantCulture, $"BT /F1 {size} Tf {x} {842 - y} Td ({escaped}) Tj ET\n");
        return this;
    }

    /// <summary>Lines below each other, as a paragraph is printed.</summary>
    public PrintedPdf Lines(double x, double y, params string[] lines)
    {
        for (var at = 0; at < lines.Length; at++)
        {
            At(x, y + at * 13.5, lines[at]);
        }

        return this;
    }

    /// <summary>A page that is nothing but a picture (grey, one byte a dot).</summary>
    public PrintedPdf Scan(byte[] grey, int width, int height)
    {
        _scan = [.. Encoding.Latin1.GetBytes($"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray /BitsPerComponent 8 /Length {grey.Length} >>\nstream\n"), .. grey, .. "\nendstream"u8];
        Page();
        _pages[^1].Append("q 595 0 0 842 0 0 cm /Scan Do Q\n");
        return this;
    }

    public byte[] Bytes()
    {
        var objects = new List<byte[]>
        {
            Text("<< /Type /Catalog /Pages 2 0 R >>"),
            Text($"<< /Type /Pages /Count {_pages.Count} /Kids [{string.Join(' ', _pages.Select((_, n) => $"{6 + 2 * n} 0 R"))}] >>"),
            Text("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"),
            Text(Title is null ? "<< >>" : $"<< /Title ({Title}) /Author (Sarah) >>"),
            _scan ?? Text("<< >>"),
        };
        foreach (var (page, n) in _pages.Select((page, n) => (page, n)))
        {
            objects.Add(Text($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /Scan 5 0 R >> >> >>"));
            objects.Add(Text($"<< /Length {page.Length} >>\nstream\n{page}\nendstream"));
        }

        return Assemble(objects);
    }

    private static byte[] Assemble(List<byte[]> objects)
    {
        using var pdf = new MemoryStream();
        pdf.Write("%PDF-1.4\n"u8);
        var places = new List<long>();
        for (var n = 0; n < objects.Count; n++)
        {
            places.Add(pdf.Length);
            pdf.Write([.. Text($"{n + 1} 0 obj\n"), .. objects[n], .. Text("\nendobj\n")]);
        }

        var table = pdf.Length;
        pdf.Write(Text($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(place => $"{place:0000000000} 00000 n \n"))}"));
        pdf.Write(Text($"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{table}\n%%EOF\n"));
        return pdf.ToArray();
    }

    private static byte[] Text(string text) => Encoding.Latin1.GetBytes(text);
}
