using System.Text;

namespace Frontdesk.Knowledge.Reading;

/// <summary>What the first bytes of a file say it is.</summary>
/// <param name="Type">Null where no kind that can be read has such bytes; plain text has no mark and is null too.</param>
/// <param name="Refusal">Why it is not read, where it is known and of no use.</param>
public readonly record struct Sniffed(FileType? Type, UnreadableFileException? Refusal = null);

/// <summary>Recognises files by their content.</summary>
public static class Sniff
{
    /// <summary>So many bytes are enough, but for ZIP archives: what those are, <see cref="Archive"/> says.</summary>
    public const int Enough = 8192;

    private static ReadOnlySpan<byte> OldOffice => [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

    public static Sniffed Of(ReadOnlySpan<byte> start) => start switch
    {
        _ when start[..Math.Min(start.Length, 1024)].IndexOf("%PDF-"u8) >= 0 => new(FileType.Pdf),
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => new(FileType.Png),
        [0xff, 0xd8, 0xff, ..] => new(FileType.Jpeg),
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => new(FileType.Gif),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => new(FileType.WebP),
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => new(FileType.Tiff),
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => new(FileType.Docx),
        _ when start.StartsWith(OldOffice) => new(FileType.Doc),
        _ when start.StartsWith("{\\rtf"u8) => new(null, Refused("This is an RTF file. Open it in a word processor, save it as DOCX and upload that.")),
        [(byte)'M', (byte)'Z', ..] or [0x7f, (byte)'E', (byte)'L', (byte)'F', ..] => new(null, Refused("This file is a program, not a document.")),
        _ when Box(start) is "heic" or "heix" or "mif1" or "avif" => new(null, Refused("This picture is in a format that cannot be read. Save it as JPG or PNG and upload that.")),
        [0x1f, 0x8b, ..] or [(byte)'7', (byte)'z', 0xbc, 0xaf, ..] or [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] =>
            new(null, Refused("This is an archive. Unpack it and upload the documents inside.")),
        _ => default,
    };

    /// <summary>Whether these bytes can be characters at all.</summary>
    public static bool LooksLikeText(ReadOnlySpan<byte> start) =>
        start is [0xff, 0xfe, ..] or [0xfe, 0xff, ..] || TextDecoding.Utf16(start) is not null || (!start.Contains((byte)0) && Controls(start) <= start.Length / 50);

    private static int Controls(ReadOnlySpan<byte> bytes)
    {
        var controls = 0;
        foreach (var b in bytes)
        {
            controls += b is < 32 and not (9 or 10 or 12 or 13 or 27) ? 1 : 0;
        }

        return controls;
    }

    /// <summary>Photos of telephones name their format in their first box.</summary>
    private static string Box(ReadOnlySpan<byte> start) =>
        start.Length > 12 && start[4..8].SequenceEqual("ftyp"u8) ? Encoding.ASCII.GetString(start[8..12]) : "";

    private static UnreadableFileException Refused(string words) => new("UNSUPPORTED_TYPE", words);
}
