using System.Text;
using System.Xml;
using Frontdesk.Platform.Files;

namespace Frontdesk.Knowledge.Reading.Pdf;

/// <summary>Reads PDFs by poppler: printed pages by their letters, scanned ones by recognising them.</summary>
internal sealed class PdfText(ReadingLimits limits, Recognition recognition)
{
    private const int PagesAtOnce = 50;
    private const int MostOutput = 60_000_000;

    public async Task<ExtractedText> Of(string path, Func<ReadingProgress, Task> tell, CancellationToken ct)
    {
        var facts = await PdfFacts.Of(path, limits, ct);
        var pages = await Pages(path, facts.Pages, tell, ct);
        var scanned = pages.Where(page => !page.HasText).ToList();
        var sizes = new PdfSizes(pages);
        PdfMargins.Remove(pages, sizes);
        var hyphens = new Hyphens(pages.SelectMany(page => page.Lines).Select(line => line.Text));
        var texts = pages.ConvertAll(page => PdfProse.Of(page, sizes, hyphens).Trim());
        var note = await Recognise(path, scanned, texts, tell, ct);
        MoveSentencesTogether(texts);
        return texts.TrueForAll(text => text.Length == 0)
            ? throw new UnreadableFileException("NO_TEXT", "No text was found in this PDF. It seems to hold pictures only. If they show text, scan it again, straight and sharp, or upload the original document.")
            : new ExtractedText(string.Join("\n\f\n", texts), facts.Pages, facts.Title, facts.Author, note);
    }

    private async Task<List<PdfPage>> Pages(string path, int count, Func<ReadingProgress, Task> tell, CancellationToken ct)
    {
        List<PdfPage> pages = [];
        for (var first = 1; first <= count; first += PagesAtOnce)
        {
            var (code, output, errors) = await ChildProgram.Run(limits.PdfToText, ["-bbox-layout", "-enc", "UTF-8", "-f", $"{first}", "-l", $"{Math.Min(count, first + PagesAtOnce - 1)}", path, "-"], limits.Program, MostOutput, ct);
            if (code != 0)
            {
                throw PdfFacts.Problem(code, errors);
            }

            try
            {
                pages.AddRange(PdfLayout.Read(output, first));
            }
            catch (XmlException)
            {
                throw PdfFacts.Damaged();
            }

            if (pages.Sum(page => (long)page.Blocks.Count) > ReadingLimits.MostCharacters / 10)
            {
                throw PdfFacts.TooSlow();
            }

            await tell(ReadingProgress.Extracting(Math.Min(count, first + PagesAtOnce - 1), count));
        }

        return pages;
    }

    /// <summary>What is to be said about the pages that were pictures; null where there were none, or where they held no letters.</summary>
    private async Task<string?> Recognise(string path, List<PdfPage> scanned, List<string> texts, Func<ReadingProgress, Task> tell, CancellationToken ct)
    {
        if (scanned.Count == 0)
        {
            return null;
        }

        if (!await recognition.IsThere(ct))
        {
            return scanned.Count < texts.Count ? $"{Some(scanned.Count)} no text and {(scanned.Count == 1 ? "was" : "were")} left out: this server cannot recognise scanned pages. Ask its operator to install tesseract-ocr."
                : throw Extraction.Missing("scanned pages", "tesseract-ocr");
        }

        var (read, watch) = (0, System.Diagnostics.Stopwatch.StartNew());
        foreach (var page in scanned.Take(limits.MostScannedPages).TakeWhile(_ => watch.Elapsed < limits.Whole * 0.8))
        {
            // What few letters are printed count more than what a picture of them may look like.
            if (await recognition.OfPdfPage(path, page.Number, ct) is { } text && text.Length > 3 * texts[page.Number - 1].Length)
            {
                texts[page.Number - 1] = text;
            }

            await tell(ReadingProgress.Extracting(++read, scanned.Count));
        }

        return read == scanned.Count ? null : $"Only {read} of the {scanned.Count} scanned pages were read. Split the file and upload the other pages for themselves.";
    }

    private static string Some(int pages) => pages == 1 ? "One page has" : $"{pages} pages have";

    /// <summary>A sentence that goes on over the end of a page stays with its beginning.</summary>
    private static void MoveSentencesTogether(List<string> texts)
    {
        for (var at = 1; at < texts.Count; at++)
        {
            if (!PdfProse.GoesOn(texts[at - 1], texts[at]))
            {
                continue;
            }

            var (before, after) = (new StringBuilder(texts[at - 1]), texts[at]);
            var end = after.AsSpan().IndexOfAny(".!?\n") is >= 0 and var stop ? stop + 1 : after.Length;
            new Hyphens([]).Mend(before, after[..end].TrimEnd());
            (texts[at - 1], texts[at]) = (before.ToString(), after[end..].TrimStart());
        }
    }
}
