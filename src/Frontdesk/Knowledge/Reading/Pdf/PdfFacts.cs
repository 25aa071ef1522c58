using System.Globalization;
using Frontdesk.Platform.Files;

namespace Frontdesk.Knowledge.Reading.Pdf;

/// <summary>What <c>pdfinfo</c> says about a PDF before a page of it is read.</summary>
internal sealed record PdfFacts(int Pages, string? Title, string? Author)
{
    /// <exception cref="UnreadableFileException">It is locked, damaged, endless or empty.</exception>
    public static async Task<PdfFacts> Of(string path, ReadingLimits limits, CancellationToken ct)
    {
        var (code, output, errors) = await ChildProgram.Run(limits.PdfInfo, ["-enc", "UTF-8", path], limits.Program, 100_000, ct);
        if (code != 0)
        {
            throw Problem(code, errors);
        }

        var facts = output.Split('\n').Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2).GroupBy(pair => pair[0]).ToDictionary(same => same.Key, same => same.First()[1].Trim());
        return int.TryParse(facts.GetValueOrDefault("Pages"), CultureInfo.InvariantCulture, out var pages) ? pages switch
        {
            0 => throw new UnreadableFileException("NO_TEXT", "This PDF has no pages."),
            > ReadingLimits.MostPdfPages => throw new UnreadableFileException("TOO_MANY_PAGES",
                string.Create(CultureInfo.InvariantCulture, $"This PDF has {pages:N0} pages; {ReadingLimits.MostPdfPages:N0} can be read. Split it and upload the parts.")),
            _ => new PdfFacts(pages, facts.GetValueOrDefault("Title"), facts.GetValueOrDefault("Author")),
        }
        : throw Damaged();
    }

    /// <summary>What it means that a program of poppler ended so.</summary>
    public static UnreadableFileException Problem(int? code, string errors) => (code, errors) switch
    {
        (127, _) => Extraction.Missing("PDFs", "poppler-utils"),
        (null, _) => TooSlow(),
        _ when errors.Contains("assword", StringComparison.Ordinal) => new("PASSWORD_PROTECTED", "This PDF is protected by a password. Remove it and upload again."),
        _ => Damaged(),
    };

    public static UnreadableFileException TooSlow() => new("TOO_SLOW", "This PDF is too large or too complex to read. Split it and upload the parts.");

    public static UnreadableFileException Damaged() => new("DAMAGED", "This PDF is damaged and cannot be read. Save it as PDF again and upload that.");
}
