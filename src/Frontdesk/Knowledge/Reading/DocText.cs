using System.Text.RegularExpressions;
using Frontdesk.Platform.Files;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Reads Word documents of before 2007 by antiword.</summary>
internal sealed partial class DocText(ReadingLimits limits)
{
    public async Task<ExtractedText> Of(string path, CancellationToken ct)
    {
        await CheckContent(path, ct);
        var (code, output, errors) = await ChildProgram.Run(limits.DocToText, ["-w", "0", "-m", "UTF-8.txt", path], limits.Program, ReadingLimits.MostCharacters, ct);
        return (code, errors + output) switch
        {
            (127, _) => throw Extraction.Missing("old Word documents", "antiword"),
            (null, _) => throw new UnreadableFileException("TOO_SLOW", "This document is too large or too complex to read. Save it as DOCX and upload that."),
            (_, var said) when said.Contains("ncrypted", StringComparison.Ordinal) => throw Locked(),
            (0, _) when !string.IsNullOrWhiteSpace(output) => new ExtractedText(Pictures().Replace(output, "")),
            (0, _) => throw new UnreadableFileException("NO_TEXT", "No text was found in this document."),
            _ => throw new UnreadableFileException("DAMAGED", "This document cannot be read. Open it in a word processor, save it as DOCX and upload that."),
        };
    }

    /// <summary>The container is that of all old Office files, and of new ones with a password.</summary>
    private static async Task CheckContent(string path, CancellationToken ct)
    {
        var bytes = await File.ReadAllBytesAsync(path, ct);
        if (Holds(bytes, "EncryptedPackage"))
        {
            throw Locked();
        }

        if (!Holds(bytes, "WordDocument"))
        {
            throw new UnreadableFileException("UNSUPPORTED_TYPE", Holds(bytes, "Workbook") ? "This is a spreadsheet. Save the sheet as CSV and upload that."
                : Holds(bytes, "PowerPoint Document") ? "This is a presentation. Save it as PDF and upload that."
                : "This is not a Word document. Save it as PDF or DOCX and upload that.");
        }
    }

    private static bool Holds(ReadOnlySpan<byte> file, string stream) => file.IndexOf(System.Text.Encoding.Unicode.GetBytes(stream)) >= 0;

    private static UnreadableFileException Locked() => new("PASSWORD_PROTECTED", "This document is protected by a password. Remove it and upload again.");

    [GeneratedRegex(@"\[pic\]")]
    private static partial Regex Pictures();
}
