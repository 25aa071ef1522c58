using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using Frontdesk.Knowledge.Reading.Word;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Reads Word documents. Nothing in them is followed or run: links to outside, macros, embedded files and fields stay closed.</summary>
internal static class DocxText
{
    private static readonly XNamespace Dublin = "http://purl.org/dc/elements/1.1/";

    public static ExtractedText Of(Stream file, CancellationToken ct)
    {
        Archive.CheckWordDocument(file, ct);
        try
        {
            using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            var facts = zip.Whole("docProps/core.xml");
            var text = new WordText(zip).Read(ct);
            return string.IsNullOrWhiteSpace(text)
                ? throw new UnreadableFileException("NO_TEXT", "No text was found in this Word document. If it holds pictures of text, save it as PDF and upload that.")
                : new ExtractedText(text, null, facts?.Element(Dublin + "title")?.Value, facts?.Element(Dublin + "creator")?.Value);
        }
        catch (Exception broken) when (broken is XmlException or InvalidDataException or EndOfStreamException)
        {
            throw Archive.Damaged();
        }
    }
}
