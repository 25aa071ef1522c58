namespace Frontdesk.Knowledge.Reading;

/// <summary>Reads text and Markdown as they stand.</summary>
internal static class PlainText
{
    public static async Task<string> Of(string path, CancellationToken ct)
    {
        var bytes = await File.ReadAllBytesAsync(path, ct);
        if (!Sniff.LooksLikeText(bytes.AsSpan(0, Math.Min(bytes.Length, Sniff.Enough))))
        {
            throw new UnreadableFileException("UNSUPPORTED_TYPE", "This file is not plain text. Save it as text (UTF-8) and upload that.");
        }

        var text = TextDecoding.Decode(bytes);
        return string.IsNullOrWhiteSpace(text) ? throw new UnreadableFileException("EMPTY", "This file is empty. Upload one with text in it.") : text;
    }
}
