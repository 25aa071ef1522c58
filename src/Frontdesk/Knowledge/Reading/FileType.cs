namespace Frontdesk.Knowledge.Reading;

/// <summary>A kind of file that can be read.</summary>
/// <param name="Name">For people: "a PDF".</param>
/// <param name="Extensions">The first is the usual one.</param>
public sealed record FileType(string Name, string MediaType, int Megabytes, params string[] Extensions)
{
    public static readonly FileType Pdf = new("a PDF", "application/pdf", 50, ".pdf");
    public static readonly FileType Docx = new("a Word document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", 25, ".docx");
    public static readonly FileType Doc = new("an old Word document", "application/msword", 25, ".doc");
    public static readonly FileType Text = new("plain text", "text/plain", 10, ".txt", ".text");
    public static readonly FileType Markdown = new("Markdown", "text/markdown", 10, ".md", ".markdown");
    public static readonly FileType Html = new("a web page", "text/html", 10, ".html", ".htm");
    public static readonly FileType Csv = new("a table (CSV)", "text/csv", 10, ".csv");
    public static readonly FileType Png = new("a PNG picture", "image/png", 10, ".png");
    public static readonly FileType Jpeg = new("a JPG picture", "image/jpeg", 10, ".jpg", ".jpeg");
    public static readonly FileType WebP = new("a WebP picture", "image/webp", 10, ".webp");
    public static readonly FileType Tiff = new("a TIFF picture", "image/tiff", 10, ".tiff", ".tif");
    public static readonly FileType Gif = new("a GIF picture", "image/gif", 10, ".gif");

    public static IReadOnlyList<FileType> All { get; } = [Pdf, Docx, Doc, Text, Markdown, Html, Csv, Png, Jpeg, WebP, Tiff, Gif];

    /// <summary>For the browser's file dialog.</summary>
    public static string Accept { get; } = string.Join(',', All.SelectMany(type => type.Extensions));

    public bool IsPicture => MediaType.StartsWith("image/", StringComparison.Ordinal);

    /// <summary>Read as characters: only its name says which of them it is.</summary>
    public bool IsText => MediaType.StartsWith("text/", StringComparison.Ordinal);

    public long MostBytes => Megabytes * 1024L * 1024;

    /// <summary>What a name claims; null for a name that claims nothing readable.</summary>
    public static FileType? Claimed(string fileName) =>
        Path.GetExtension(fileName).ToLowerInvariant() is { Length: > 0 } ending ? All.FirstOrDefault(type => type.Extensions.Contains(ending)) : null;

    public static FileType? Stored(string mediaType) => All.FirstOrDefault(type => type.MediaType == mediaType);
}
