using System.Text;
using System.Xml.Linq;
using static Frontdesk.Knowledge.Reading.Word.WordXml;

namespace Frontdesk.Knowledge.Reading.Word;

/// <summary>Collects what a reader sees of a paragraph: inserted text but not deleted, no field codes, no hidden text. Its tree is as deep as <see cref="WordXml.Open"/> lets it be.</summary>
internal sealed class WordParagraph
{
    private readonly StringBuilder _text = new();

    private WordParagraph()
    {
    }

    public string Text => _text.ToString().Trim();

    /// <summary>The ids of the addresses it links to, and of its notes.</summary>
    public List<string> Links { get; } = [];

    public List<string> Footnotes { get; } = [];

    /// <summary>Paragraphs and tables of text boxes that hang on it.</summary>
    public List<XElement> Boxes { get; } = [];

    public static WordParagraph Of(XElement paragraph)
    {
        var read = new WordParagraph();
        read.Walk(paragraph);
        return read;
    }

    private void Walk(XElement parent)
    {
        foreach (var element in parent.Elements())
        {
            Read(element);
        }
    }

    private void Read(XElement element)
    {
        switch (element.Name)
        {
            case var name when name == W + "t" || name == Mathematics + "t":
                _text.Append(element.Value);
                break;
            case var name when name == W + "tab" || name == W + "ptab":
                _text.Append(' ');
                break;
            case var name when name == W + "br" || name == W + "cr":
                _text.Append('\n');
                break;
            case var name when name == W + "noBreakHyphen":
                _text.Append('-');
                break;
            case var name when name == W + "del" || name == W + "moveFrom" || name == W + "instrText" || name == W + "delText" || name == W + "pPr" || name == W + "rPr":
                break;
            case var name when name == W + "r" && element.Element(W + "rPr")?.Element(W + "vanish").IsOn() == true:
                break;
            case var name when name == W + "footnoteReference" || name == W + "endnoteReference":
                Footnotes.Add($"{name.LocalName[..4]}{element.Attribute(W + "id")?.Value}");
                break;
            case var name when name == W + "txbxContent":
                Boxes.AddRange(element.Elements());
                break;
            case var name when name == Compatibility + "AlternateContent": // the same twice: as new programs and as old ones show it
                Walk(element.Element(Compatibility + "Choice") ?? element.Element(Compatibility + "Fallback") ?? element);
                break;
            case var name when name == W + "hyperlink":
                Links.AddRange(element.Attribute(Relations + "id") is { } id ? [id.Value] : []);
                Walk(element);
                break;
            default:
                Walk(element);
                break;
        }
    }
}
