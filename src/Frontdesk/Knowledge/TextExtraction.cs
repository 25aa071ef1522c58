using System.Text;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge;

/// <summary>A file that gives no text, with the reason in words for its owner.</summary>
public sealed class UnreadableFileException(string message) : Exception(message);

/// <summary>The text of a file; pages are separated by form feeds.</summary>
public sealed record ExtractedText(string Text, int? Pages);

/// <summary>Files become text here. Their names and media types are not believed; their first bytes are looked at.</summary>
public static class TextExtraction
{
    private const int MostCharacters = 20_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <exception cref="UnreadableFileException">With what is wrong and what to do next.</exception>
    public static async Task<ExtractedText> From(string path, string mediaType, CancellationToken ct) =>
        mediaType == DocumentTypes.Pdf ? await FromPdf(path, ct) : await FromText(path, ct);

    private static async Task<ExtractedText> FromPdf(string path, CancellationToken ct)
    {
        if (!await StartsWith(path, "%PDF-"u8.ToArray(), ct))
        {
            throw new UnreadableFileException("This file ends in .pdf but is not a PDF. Save it as PDF again and upload that.");
        }

        var (code, output, errors) = await ChildProgram.Run("pdftotext", ["-enc", "UTF-8", path, "-"], Patience, MostCharacters, ct);
        return (code, errors) switch
        {
            (0, _) => Checked(output.Replace("\0", "", StringComparison.Ordinal)),
            (127, _) => throw new UnreadableFileException("This server cannot read PDFs yet. Ask its operator to install poppler-utils (pdftotext), then upload the file again."),
            (null, _) => throw new UnreadableFileException("This PDF is too large or too complex to read. Split it and upload the parts."),
            _ when errors.Contains("assword", StringComparison.Ordinal) =>
                throw new UnreadableFileException("This PDF is protected by a password. Remove it and upload again."),
            _ => throw new UnreadableFileException("This PDF is damaged and cannot be read. Save it as PDF again and upload that."),
        };
    }

    private static ExtractedText Checked(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new UnreadableFileException("No text was found in this PDF. It seems to hold scanned pictures only.");
        }

        return new ExtractedText(CleanText.Of(text), text.Count(c => c == '\f'));
    }

    private static async Task<ExtractedText> FromText(string path, CancellationToken ct)
    {
        var bytes = await File.ReadAllBytesAsync(path, ct);
        if (bytes.AsSpan(0, Math.Min(bytes.Length, 8000)).Contains((byte)0) && bytes is not ([0xff, 0xfe, ..] or [0xfe, 0xff, ..]))
        {
            throw new UnreadableFileException("This file is not plain text. Save it as text (UTF-8) and upload that.");
        }

        var text = CleanText.Of(Decode(bytes));
        return string.IsNullOrWhiteSpace(text) ? throw new UnreadableFileException("This file is empty.") : new ExtractedText(text, null);
    }

    /// <summary>UTF-8 or UTF-16 by its mark; what is not valid UTF-8 is taken as Latin-1, as old editors wrote it.</summary>
    private static string Decode(byte[] bytes)
    {
        switch (bytes)
        {
            case [0xff, 0xfe, .. var little]:
                return Encoding.Unicode.GetString(little);
            case [0xfe, 0xff, .. var big]:
                return Encoding.BigEndianUnicode.GetString(big);
            case [0xef, 0xbb, 0xbf, .. var marked]:
                return Encoding.UTF8.GetString(marked);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static async Task<bool> StartsWith(string path, byte[] mark, CancellationToken ct)
    {
        var start = new byte[1024];
        await using var file = File.OpenRead(path);
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        return start.AsSpan(0, read).IndexOf(mark) >= 0;
    }
}
