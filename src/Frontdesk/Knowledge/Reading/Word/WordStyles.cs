using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using static Frontdesk.Knowledge.Reading.Word.WordXml;

namespace Frontdesk.Knowledge.Reading.Word;

/// <summary>What a style makes of a paragraph.</summary>
/// <param name="Level">1 to 9 for headings, 0 for none.</param>
/// <param name="IsContents">A line of the table of contents.</param>
internal sealed record WordStyle(int Level, string? List, int Depth, bool IsContents)
{
    public static readonly WordStyle Plain = new(0, null, 0, false);
}

/// <summary>Which styles are headings, lists or contents, also where they inherit it. Word names its own styles in English in every language.</summary>
internal sealed partial class WordStyles
{
    private const int LongestLine = 12;
    private readonly Dictionary<string, XElement> _byId;
    private readonly Dictionary<string, WordStyle> _known = [];
    private readonly Dictionary<(string List, int Depth), string> _formats = [];

    public WordStyles(ZipArchive zip)
    {
        _byId = (zip.Whole("word/styles.xml")?.Elements(W + "style") ?? []).GroupBy(style => style.Attribute(W + "styleId")?.Value ?? "").ToDictionary(same => same.Key, same => same.First());
        ReadLists(zip.Whole("word/numbering.xml"));
    }

    public WordStyle Of(XElement? properties)
    {
        var style = properties?.Element(W + "pStyle").Value() is { } id ? Named(id) : WordStyle.Plain;
        return properties is null ? style : With(style, properties);
    }

    /// <summary>Whether the items of a list are numbered.</summary>
    public bool IsNumbered(string list, int depth) => _formats.GetValueOrDefault((list, depth), "bullet") is not ("bullet" or "none");

    private WordStyle Named(string id)
    {
        if (_known.TryGetValue(id, out var known))
        {
            return known;
        }

        var line = new List<XElement>();
        for (var at = _byId.GetValueOrDefault(id); at is not null && line.Count < LongestLine; at = at.Element(W + "basedOn").Value() is { } parent ? _byId.GetValueOrDefault(parent) : null)
        {
            line.Add(at);
        }

        var style = Enumerable.Reverse(line).Aggregate(WordStyle.Plain, (style, element) => With(ByName(style, element.Element(W + "name").Value() ?? ""), element.Element(W + "pPr")));
        return _known[id] = style;
    }

    private static WordStyle ByName(WordStyle style, string name) => name.ToLowerInvariant() switch
    {
        "title" => style with { Level = 1 },
        var toc when toc.StartsWith("toc ", StringComparison.Ordinal) => style with { IsContents = true },
        var heading when HeadingName().Match(heading) is { Success: true } match => style with { Level = match.Groups[1].Value[0] - '0' },
        _ => style,
    };

    private static WordStyle With(WordStyle style, XElement? properties)
    {
        if (Number(properties?.Element(W + "outlineLvl")) is { } level)
        {
            style = style with { Level = level < 9 ? level + 1 : 0 };
        }

        return properties?.Element(W + "numPr") is not { } list ? style
            : style with { List = list.Element(W + "numId").Value() is { } id ? id == "0" ? null : id : style.List, Depth = Math.Clamp(Number(list.Element(W + "ilvl")) ?? style.Depth, 0, 8) };
    }

    private void ReadLists(XElement? numbering)
    {
        var shapes = (numbering?.Elements(W + "abstractNum") ?? []).GroupBy(shape => shape.Attribute(W + "abstractNumId")?.Value ?? "").ToDictionary(same => same.Key, same => same.First());
        foreach (var list in numbering?.Elements(W + "num") ?? [])
        {
            var shape = list.Element(W + "abstractNumId").Value() is { } id ? shapes.GetValueOrDefault(id) : null;
            foreach (var level in shape?.Elements(W + "lvl") ?? [])
            {
                if (int.TryParse(level.Attribute(W + "ilvl")?.Value, CultureInfo.InvariantCulture, out var depth))
                {
                    _formats[(list.Attribute(W + "numId")?.Value ?? "", depth)] = level.Element(W + "numFmt").Value() ?? "bullet";
                }
            }
        }
    }

    private static int? Number(XElement? element) => int.TryParse(element.Value(), CultureInfo.InvariantCulture, out var number) ? number : null;

    [GeneratedRegex("^heading ([1-9])$")]
    private static partial Regex HeadingName();
}
