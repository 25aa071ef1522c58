using System.Globalization;
using System.Text.RegularExpressions;
using Frontdesk.Platform.Files;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Reads the letters of pictures by tesseract, in the languages that are installed.</summary>
public sealed partial class Recognition(ReadingLimits limits)
{
    /// <summary>Which languages to look for, such as <c>eng+deu</c>; without it the installed ones, four at most.</summary>
    public const string Setting = "FRONTDESK_OCR_LANGUAGES";

    private const int MostLanguages = 4;
    private const int LongSide = 3000; // an A4 page at 256 dots an inch, and no more for a page that claims to be a wall
    private const byte Dark = 140;
    private const double SureOfWord = 35;
    private const double SureOfLine = 55;
    private string? _languages;

    public async Task<bool> IsThere(CancellationToken ct) => await Languages(ct) is not null;

    /// <summary>Empty where the page shows no letters.</summary>
    public async Task<string> OfPdfPage(string path, int page, CancellationToken ct)
    {
        var picture = Path.Combine(Path.GetTempPath(), $"frontdesk-{Guid.NewGuid():N}");
        try
        {
            var (code, _, _) = await ChildProgram.Run(limits.PdfToPicture,
                ["-gray", "-singlefile", "-scale-to", $"{LongSide}", "-f", $"{page}", "-l", $"{page}", path, picture], limits.Program, 10_000, ct);
            return code switch
            {
                0 when await HasInk(picture + ".pgm", ct) => await OfPicture(picture + ".pgm", ct),
                127 => throw Extraction.Missing("scanned pages", "poppler-utils"),
                _ => "", // one page that cannot be drawn does not spoil the others
            };
        }
        finally
        {
            File.Delete(picture + ".pgm");
        }
    }

    /// <summary>Empty where it shows no letters.</summary>
    /// <exception cref="UnreadableFileException">It is damaged, or takes too long.</exception>
    public async Task<string> OfPicture(string path, CancellationToken ct)
    {
        if (await Languages(ct) is not { } languages)
        {
            throw Extraction.Missing("pictures", "tesseract-ocr");
        }

        var (code, output, _) = await ChildProgram.Run(limits.Recogniser, [path, "-", "-l", languages, "--psm", "3", "tsv"], limits.Program, ReadingLimits.MostCharacters, ct);
        return code switch
        {
            0 => TextOf(output),
            127 => throw Extraction.Missing("pictures", "tesseract-ocr"),
            null => throw new UnreadableFileException("TOO_SLOW", "This picture took too long to read. Make it smaller, or cut out the part with the text, and upload that."),
            _ => throw new UnreadableFileException("DAMAGED", "This picture is damaged and cannot be read. Save it again as PNG or JPG and upload that."),
        };
    }

    /// <summary>An empty sheet between scanned ones is not worth the seconds. One byte a dot, and 0 is black.</summary>
    private static async Task<bool> HasInk(string picture, CancellationToken ct)
    {
        var dots = await File.ReadAllBytesAsync(picture, ct);
        return dots.Count(dot => dot < Dark) > dots.Length / 20_000;
    }

    private async Task<string?> Languages(CancellationToken ct)
    {
        if (_languages is not null)
        {
            return _languages;
        }

        if (Environment.GetEnvironmentVariable(Setting) is { Length: > 0 } chosen && Names().IsMatch(chosen))
        {
            return _languages = chosen;
        }

        var (code, output, errors) = await ChildProgram.Run(limits.Recogniser, ["--list-langs"], TimeSpan.FromSeconds(10), 100_000, ct);
        var installed = (output + "\n" + errors).Split('\n').Select(line => line.Trim()).Where(line => Name().IsMatch(line) && line is not ("osd" or "equ"));
        return code == 0 && string.Join('+', installed.OrderByDescending(name => name == "eng").ThenBy(name => name, StringComparer.Ordinal).Take(MostLanguages)) is { Length: > 0 } all ? _languages = all : null;
    }

    /// <summary>Words and lines that are guesses are left out: a photo of a garden is no text.</summary>
    private static string TextOf(string table)
    {
        var words = table.Split('\n').Skip(1).Select(line => line.Split('\t')).Where(cells => cells is ["5", .., _] && cells.Length == 12)
            .Select(cells => (Page: cells[1], Paragraph: (cells[1], cells[2], cells[3]), Line: cells[4], Sure: double.Parse(cells[10], CultureInfo.InvariantCulture), Text: cells[11].Trim()))
            .Where(word => word.Text.Length > 0 && word.Sure >= SureOfWord);
        var paragraphs = words.GroupBy(word => word.Paragraph).Select(paragraph => string.Join('\n', paragraph
            .GroupBy(word => word.Line).Where(line => line.Average(word => word.Sure) >= SureOfLine && line.Any(word => word.Text.Any(char.IsLetterOrDigit)))
            .Select(line => string.Join(' ', line.Select(word => word.Text)))));
        return string.Join("\n\n", paragraphs.Where(paragraph => paragraph.Count(char.IsLetterOrDigit) > 1).Select(Joined));
    }

    private static string Joined(string paragraph)
    {
        var lines = paragraph.Split('\n');
        var (text, hyphens) = (new System.Text.StringBuilder(lines[0]), new Hyphens(lines));
        foreach (var line in lines.Skip(1))
        {
            hyphens.Mend(text, line);
        }

        return text.ToString();
    }

    [GeneratedRegex(@"^[A-Za-z_]{3,20}(\+[A-Za-z_]{3,20})*$")]
    private static partial Regex Names();

    [GeneratedRegex(@"^[A-Za-z_]{3,20}$")]
    private static partial Regex Name();
}
