namespace Frontdesk.Knowledge;

/// <summary>Which files can be uploaded, by the end of their name, and how large.</summary>
public static class DocumentTypes
{
    public const string Pdf = "application/pdf";
    public const long LargestUpload = 50L * Megabyte;
    private const int Megabyte = 1024 * 1024;

    /// <summary>The media type, or why the file is refused.</summary>
    public static (string? MediaType, string? Refusal) Recognise(string fileName, long bytes) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".pdf" => Bounded(Pdf, bytes, 50),
        ".txt" => Bounded("text/plain", bytes, 10),
        ".md" or ".markdown" => Bounded("text/markdown", bytes, 10),
        _ => (null, "Upload a PDF, TXT or MD file."),
    };

    private static (string?, string?) Bounded(string mediaType, long bytes, int megabytes) => bytes switch
    {
        0 => (null, "This file is empty."),
        _ when bytes > (long)megabytes * Megabyte => (null, $"This file is larger than {megabytes} MB. Split it and upload the parts."),
        _ => (mediaType, null),
    };
}
