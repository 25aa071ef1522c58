using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using static Frontdesk.Knowledge.Reading.Word.WordXml;

namespace Frontdesk.Knowledge.Reading.Word;

/// <summary>Writes a Word document as Markdown, paragraph by paragraph, so that a long one never stands in memory as a whole.</summary>
internal sealed class WordText(ZipArchive zip)
{
    private const int MostNotes = 20_000;

    private readonly WordStyles _styles = new(zip);
    private readonly Dictionary<string, string> _addresses = Addresses(zip);
    private readonly Dictionary<string, XElement> _notes = Notes(zip, "word/footnotes.xml", "foot").Concat(Notes(zip, "word/endnotes.xml", "endn")).Take(MostNotes).GroupBy(note => note.Key).ToDictionary(same => same.Key, same => same.First().Value);
    private readonly Dictionary<(string List, int Depth), int> _counts = [];
    private readonly StringBuilder _text = new();
    private bool _inList;

    public string Read(CancellationToken ct)
    {
        using var reader = zip.Open("word/document.xml")!;
        while (!reader.EOF && _text.Length < ReadingLimits.MostCharacters)
        {
            ct.ThrowIfCancellationRequested();
            if (reader.NodeType == XmlNodeType.Element && reader.NamespaceURI == W.NamespaceName && reader.LocalName is "p" or "tbl")
            {
                Add((XElement)XNode.ReadFrom(reader));
            }
            else
            {
                reader.Read();
            }
        }

        return _text.ToString();
    }

    private void Add(XElement element)
    {
        if (element.Name == W + "tbl")
        {
            AddTable(element);
            return;
        }

        if (element.Name != W + "p")
        {
            foreach (var inner in element.Elements())
            {
                Add(inner);
            }

            return;
        }

        AddParagraph(element);
    }

    private void AddParagraph(XElement element)
    {
        var style = _styles.Of(element.Element(W + "pPr"));
        var paragraph = WordParagraph.Of(element);
        if (paragraph.Text.Length > 0 && !style.IsContents)
        {
            Write(style, paragraph.Text + LinksOf(paragraph));
        }

        foreach (var note in paragraph.Footnotes)
        {
            if (_notes.TryGetValue(note, out var said) && TextOf(said) is { Length: > 0 } words)
            {
                Write(WordStyle.Plain, words);
            }
        }

        paragraph.Boxes.ForEach(Add);
    }

    private void Write(WordStyle style, string text)
    {
        var isItem = style is { Level: 0, List: not null };
        _text.Append(_text.Length == 0 ? "" : isItem && _inList ? "\n" : "\n\n");
        _text.Append(style.Level > 0 ? $"{new string('#', Math.Min(style.Level, 6))} {text.Replace('\n', ' ')}" : isItem ? $"{new string(' ', 2 * style.Depth)}{Marker(style)} {text.Replace('\n', ' ')}" : text);
        _inList = isItem;
    }

    private string Marker(WordStyle style)
    {
        var (list, depth) = (style.List!, style.Depth);
        if (!_styles.IsNumbered(list, depth))
        {
            return "-";
        }

        foreach (var deeper in _counts.Keys.Where(key => key.List == list && key.Depth > depth).ToList())
        {
            _counts.Remove(deeper);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{_counts[(list, depth)] = _counts.GetValueOrDefault((list, depth)) + 1}.");
    }

    private void AddTable(XElement table)
    {
        var rows = table.Descendants(W + "tr").Where(row => row.Ancestors(W + "tbl").First() == table)
            .Select(row => row.Descendants(W + "tc").Where(cell => cell.Ancestors(W + "tr").First() == row).Select(TextOf).ToList()).ToList();
        // One cell is a frame around something.
        var text = rows is [[var only]] ? only : TableText.Of(rows);
        if (text.Length > 0)
        {
            _text.Append(_text.Length == 0 ? "" : "\n\n").Append(text);
            _inList = false;
        }
    }

    private static string TextOf(XElement element) =>
        string.Join(' ', element.Descendants(W + "p").Select(paragraph => WordParagraph.Of(paragraph).Text).Where(text => text.Length > 0));

    /// <summary>Where the links lead, after the paragraph; an answer may then name the address.</summary>
    private string LinksOf(WordParagraph paragraph) => string.Concat(paragraph.Links.Distinct().Select(id => _addresses.GetValueOrDefault(id)).OfType<string>()
        .Where(address => !paragraph.Text.Contains(address, StringComparison.OrdinalIgnoreCase)).Distinct().Select(address => $" ({address})"));

    private static Dictionary<string, string> Addresses(ZipArchive zip) => (zip.Whole("word/_rels/document.xml.rels")?.Elements() ?? [])
        .Where(relation => relation.Attribute("Target")?.Value is { Length: < 2000 } target && (target.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || target.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        .GroupBy(relation => relation.Attribute("Id")?.Value ?? "").ToDictionary(same => same.Key, same => same.First().Attribute("Target")!.Value);

    private static IEnumerable<KeyValuePair<string, XElement>> Notes(ZipArchive zip, string part, string kind) =>
        (zip.Whole(part)?.Elements() ?? []).Where(note => note.Attribute(W + "type") is null).Select(note => KeyValuePair.Create($"{kind}{note.Attribute(W + "id")?.Value}", note));
}
