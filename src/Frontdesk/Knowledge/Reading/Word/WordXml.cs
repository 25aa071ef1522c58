using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Frontdesk.Knowledge.Reading.Word;

/// <summary>The names Word's XML uses, and its parts read without ever looking outside the file.</summary>
internal static class WordXml
{
    public static readonly XNamespace W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public static readonly XNamespace Compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";
    public static readonly XNamespace Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    public static readonly XNamespace Mathematics = "http://schemas.openxmlformats.org/officeDocument/2006/math";

    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 200_000_000, CloseInput = true, CheckCharacters = false };

    /// <summary>The attribute <c>w:val</c>, where so much is said.</summary>
    public static string? Value(this XElement? element) => element?.Attribute(W + "val")?.Value;

    /// <summary>Switched on, as <c>w:b</c> or <c>w:b w:val="1"</c> say it.</summary>
    public static bool IsOn(this XElement? element) => element is not null && element.Value() is not ("0" or "false" or "off");

    /// <summary>Far more than Word itself ever nests: a tree that deep takes minutes to build, and whoever walks it overflows the stack.</summary>
    private const int Deepest = 300;

    /// <summary>A part to be read in one go from its beginning to its end.</summary>
    /// <exception cref="UnreadableFileException">It is nested beyond measure.</exception>
    public static XmlReader? Open(this ZipArchive zip, string part)
    {
        if (zip.GetEntry(part) is not { } entry)
        {
            return null;
        }

        CheckDepth(entry);
        return XmlReader.Create(entry.Open(), Strict);
    }

    /// <summary>A part that is small by its nature, such as the styles.</summary>
    public static XElement? Whole(this ZipArchive zip, string part)
    {
        using var reader = zip.Open(part);
        return reader is null ? null : XElement.Load(reader);
    }

    private static void CheckDepth(ZipArchiveEntry entry)
    {
        using var reader = XmlReader.Create(entry.Open(), Strict);
        while (reader.Read())
        {
            if (reader.Depth > Deepest)
            {
                throw new UnreadableFileException("TOO_LARGE", "This file is nested too deeply to be read. Copy its text into a new document and upload that.");
            }
        }
    }
}
