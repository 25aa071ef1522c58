namespace Frontdesk.Knowledge.Reading;

/// <summary>Reads photos and screenshots of text.</summary>
internal sealed class PictureText(ReadingLimits limits, Recognition recognition)
{
    public async Task<ExtractedText> Of(string path, FileType type, CancellationToken ct)
    {
        var file = await File.ReadAllBytesAsync(path, ct);
        switch (PictureSize.Of(type, file))
        {
            case null or ( <= 0, _) or (_, <= 0):
                throw new UnreadableFileException("DAMAGED", "This picture is damaged and cannot be read. Save it again as PNG or JPG and upload that.");
            case var (width, height) when width > limits.MostPixels / height:
                throw new UnreadableFileException("TOO_LARGE", $"This picture has too many pixels ({width} × {height}). Make it smaller and upload it again.");
        }

        return await recognition.OfPicture(path, ct) is { Length: > 0 } text
            ? new ExtractedText(text)
            : throw new UnreadableFileException("NO_TEXT", "No text was found in this picture. Take a sharper, straight one of the text, or type it as a text.");
    }
}
