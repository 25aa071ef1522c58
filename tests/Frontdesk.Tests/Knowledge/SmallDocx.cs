using System.IO.Compression;
using System.Text;

namespace Frontdesk.Tests.Knowledge;

/// <summary>The smallest Word documents: a body, and what else a test adds.</summary>
internal static class SmallDocx
{
    private const string Names = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

    public static string Paragraph(string text, string? style = null) => $"<w:p>{(style is null ? "" : $"<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>")}<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>";

    public static byte[] Of(string body, params (string Part, string Xml)[] parts) =>
        Zip([("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"), ("word/document.xml", $"<w:document {Names}><w:body>{body}</w:body></w:document>"),
            .. parts.Select(part => (part.Part, part.Xml.Replace("NAMES", Names, StringComparison.Ordinal)))]);

    public static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return file.ToArray();
    }
}
