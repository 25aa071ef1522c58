using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Frontdesk.Knowledge.Reading.Pdf;

/// <summary>Reads what <c>pdftotext -bbox-layout</c> prints: words with their places, in the order columns are read.</summary>
internal static partial class PdfLayout
{
    /// <summary>In heights of the line. Spaces of justified text stay well below.</summary>
    private const float WideGap = 1.4f;

    private static readonly XmlReaderSettings Strict = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, CheckCharacters = false };

    private sealed record Word(float Left, float Top, float Right, float Bottom, string Text);

    /// <param name="firstPage">The number of the first page in the output.</param>
    public static IEnumerable<PdfPage> Read(string output, int firstPage)
    {
        using var reader = XmlReader.Create(new StringReader(Unprintable().Replace(output, "")), Strict);
        PdfPage? page = null;
        List<Word> words = [];
        while (reader.Read())
        {
            switch (reader.NodeType, reader.Name)
            {
                case (XmlNodeType.Element, "page"):
                    page = new PdfPage(firstPage++, Number(reader, "height"), []);
                    yield return page;
                    break;
                case (XmlNodeType.Element, "block"):
                    page!.Blocks.Add([]);
                    break;
                case (XmlNodeType.Element, "line"):
                    words = [];
                    break;
                case (XmlNodeType.Element, "word"):
                    AddWord(reader, words);
                    break;
                case (XmlNodeType.EndElement, "line") when words.Count > 0:
                    page!.Blocks[^1].Add(LineOf(words));
                    break;
            }
        }
    }

    private static void AddWord(XmlReader reader, List<Word> words)
    {
        var (left, top, right, bottom) = (Number(reader, "xMin"), Number(reader, "yMin"), Number(reader, "xMax"), Number(reader, "yMax"));
        if (TidyText.Characters(reader.ReadElementContentAsString()).Trim() is { Length: > 0 } text)
        {
            words.Add(new Word(left, top, right, bottom, text));
        }
    }

    private static PdfLine LineOf(List<Word> words)
    {
        var (top, bottom) = (words.Min(w => w.Top), words.Max(w => w.Bottom));
        var gap = WideGap * words.Max(w => w.Bottom - w.Top);
        List<List<Word>> cells = [[words[0]]];
        foreach (var word in words.Skip(1))
        {
            if (word.Left - cells[^1][^1].Right > gap)
            {
                cells.Add([]);
            }

            cells[^1].Add(word);
        }

        return new PdfLine(top, bottom, [.. cells.Select(c => new PdfCell(c.Min(w => w.Left), c.Max(w => w.Right), string.Join(' ', c.Select(w => w.Text))))], words[0].Right - words[0].Left);
    }

    private static float Number(XmlReader reader, string name) => float.Parse(reader.GetAttribute(name)!, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[\x00-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]")]
    private static partial Regex Unprintable();
}
