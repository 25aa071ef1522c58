using Frontdesk.Knowledge.Reading.Pdf;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge.Reading;

/// <summary>
/// Files become text here. Names and media types are not believed: what a file is, its first bytes say, and only among the
/// kinds of plain text the name decides.
/// </summary>
public sealed class Extraction(ReadingLimits limits)
{
    private readonly Recognition _recognition = new(limits);

    /// <summary>What the file is, and a word to its owner where its name says otherwise.</summary>
    /// <exception cref="UnreadableFileException">With what is wrong and what to do next.</exception>
    public static async Task<(FileType Type, string? Note)> Recognise(Stream file, string name, CancellationToken ct)
    {
        var start = new byte[Sniff.Enough];
        var read = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, ct);
        return Recognise(start.AsSpan(0, read), name);
    }

    /// <summary>Reads the file as what it is.</summary>
    /// <exception cref="UnreadableFileException">With what is wrong and what to do next.</exception>
    public async Task<ExtractedText> From(string path, string name, Func<ReadingProgress, Task> tell, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limits.Whole);
        try
        {
            await using var file = File.OpenRead(path);
            var (type, note) = await Recognise(file, name, patience.Token);
            var text = await Read(path, file, type, tell, patience.Token);
            return text with { Text = CleanText.Of(text.Text), Note = string.Join(' ', new[] { note, text.Note }.OfType<string>()) is { Length: > 0 } notes ? notes : null };
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new UnreadableFileException("TOO_SLOW", $"Reading this file took longer than {limits.Whole.TotalMinutes:0} minutes. Split it and upload the parts.");
        }
    }

    internal static UnreadableFileException Missing(string what, string package) =>
        new("NOT_SUPPORTED_HERE", $"This server cannot read {what} yet. Ask its operator to install {package}, then read the file again.");

    private static (FileType, string?) Recognise(ReadOnlySpan<byte> start, string name)
    {
        var claimed = FileType.Claimed(name);
        var (type, refusal) = Sniff.Of(start);
        if (refusal is not null)
        {
            throw refusal;
        }

        if (type is not null)
        {
            return (type, claimed is null || claimed == type || (claimed.IsPicture && type.IsPicture) ? null : $"The name of this file ends in {Path.GetExtension(name)}, but it is {type.Name}. It was read as that.");
        }

        return claimed switch
        {
            { IsText: true } => (claimed, null),
            null => throw new UnreadableFileException("UNSUPPORTED_TYPE", "This kind of file cannot be read. Save it as PDF, DOCX or text and upload that."),
            _ when start.IsEmpty => throw new UnreadableFileException("EMPTY", "This file is empty. Upload one with text in it."),
            _ when LooksLikeHtml(start) => (FileType.Html, $"The name of this file ends in {Path.GetExtension(name)}, but it is a web page. It was read as that."),
            _ => throw new UnreadableFileException("UNSUPPORTED_TYPE", $"This file ends in {Path.GetExtension(name)} but is not {claimed.Name}. Save it as {claimed.Extensions[0][1..].ToUpperInvariant()} again and upload that."),
        };
    }

    private static bool LooksLikeHtml(ReadOnlySpan<byte> start)
    {
        var text = TextDecoding.Decode(start[..Math.Min(start.Length, 512)]).TrimStart();
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    private async Task<ExtractedText> Read(string path, FileStream file, FileType type, Func<ReadingProgress, Task> tell, CancellationToken ct) => type switch
    {
        _ when file.Length > type.MostBytes => throw new UnreadableFileException("TOO_LARGE", $"This file is {type.Name} and larger than {type.Megabytes} MB. Split it and upload the parts."),
        _ when type == FileType.Pdf => await new PdfText(limits, _recognition).Of(path, tell, ct),
        _ when type == FileType.Docx => DocxText.Of(file, ct),
        _ when type == FileType.Doc => await new DocText(limits).Of(path, ct),
        _ when type == FileType.Html => HtmlText.Of(await PlainText.Of(path, ct)),
        _ when type == FileType.Csv => CsvText.Of(await PlainText.Of(path, ct)),
        { IsPicture: true } => await new PictureText(limits, _recognition).Of(path, type, ct),
        _ => new ExtractedText(await PlainText.Of(path, ct)),
    };
}
