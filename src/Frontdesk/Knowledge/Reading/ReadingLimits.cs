namespace Frontdesk.Knowledge.Reading;

/// <summary>How much of this server one file may take, and by which programs files are read.</summary>
public sealed record ReadingLimits
{
    public const int MostPdfPages = 2000;
    public const int MostCharacters = 20_000_000;

    /// <summary>How many files one node reads at a time; reading may take its time, chatting may not.</summary>
    public static int AtOnce => Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>For one file as a whole.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>For one run of a program.</summary>
    public TimeSpan Program { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Scanned pages of one file; recognising a page takes seconds.</summary>
    public int MostScannedPages { get; init; } = 200;

    /// <summary>Of a picture. A file of a few kilobytes can claim billions.</summary>
    public long MostPixels { get; init; } = 60_000_000;

    public string PdfToText { get; init; } = "pdftotext";
    public string PdfInfo { get; init; } = "pdfinfo";
    public string PdfToPicture { get; init; } = "pdftoppm";
    public string Recogniser { get; init; } = "tesseract";
    public string DocToText { get; init; } = "antiword";
}
