using System.Text;

namespace Frontdesk.Knowledge.Reading;

/// <summary>
/// HTML that is safe to build a tree from: well nested, bounded in depth, elements and attributes, without what nobody reads
/// (scripts, styles, drawings) and without bold, italics and the like. A tree builder opens the latter again in every paragraph
/// until somebody closes them, so a small file of them grows into millions of elements. One pass, linear in time.
/// </summary>
internal sealed class TamedHtml
{
    private const int MostCharacters = 5_000_000;
    private const int MostElements = 30_000;
    private const int Deepest = 200;
    private const int LongestName = 40;
    private const int LongestTag = 4_000;
    private const int MostStructured = 500_000;

    private static readonly HashSet<string> Void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
    private static readonly HashSet<string> Once = ["html", "head", "body"];
    private static readonly HashSet<string> Dropped = ["b", "i", "em", "strong", "font", "u", "s", "big", "small", "tt", "nobr", "strike", "code", "frameset", "frame", "plaintext"];
    private static readonly HashSet<string> DroppedWithContent = ["script", "style", "noscript", "xmp", "iframe", "noembed", "noframes", "textarea", "template", "svg", "math",
        "object", "applet", "marquee", "canvas", "audio", "video"];

    /// <summary>What ends by itself where the other begins.</summary>
    private static readonly Dictionary<string, HashSet<string>> Ends = new()
    {
        ["li"] = ["p", "li"],
        ["dt"] = ["p", "dt", "dd"],
        ["dd"] = ["p", "dt", "dd"],
        ["td"] = ["p", "td", "th"],
        ["th"] = ["p", "td", "th"],
        ["tr"] = ["p", "td", "th", "tr"],
        ["tbody"] = ["p", "td", "th", "tr", "thead", "tbody", "tfoot"],
        ["tfoot"] = ["p", "td", "th", "tr", "thead", "tbody", "tfoot"],
        ["option"] = ["option"],
        ["optgroup"] = ["option", "optgroup"],
        ["a"] = ["a"],
    };

    private static readonly HashSet<string> EndsParagraph = ["address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset", "figcaption", "figure", "footer",
        "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "ul"];

    private readonly string _html;
    private readonly StringBuilder _tame;
    private readonly List<string> _open = [];
    private readonly HashSet<string> _seen = [];
    private readonly List<string> _structured = [];
    private int _at, _elements, _structuredLength;

    private TamedHtml(string html) => (_html, _tame) = (html, new StringBuilder(html.Length));

    /// <summary>The markup to build a tree from.</summary>
    public string Markup { get; private set; } = "";

    /// <summary>The contents of its JSON-LD scripts.</summary>
    public IReadOnlyList<string> Structured => _structured;

    public static TamedHtml Of(string html)
    {
        var tamed = new TamedHtml(html.Length > MostCharacters ? html[..MostCharacters] : html);
        tamed.Read();
        tamed.Markup = tamed._tame.ToString();
        return tamed;
    }

    private void Read()
    {
        while (_at < _html.Length && _elements < MostElements)
        {
            var tag = _html.IndexOf('<', _at);
            if (tag < 0 || tag == _html.Length - 1)
            {
                _tame.Append(_html, _at, _html.Length - _at);
                return;
            }

            _tame.Append(_html, _at, tag - _at);
            _at = tag;
            ReadMarkup(_html[_at + 1]);
        }
    }

    private void ReadMarkup(char next)
    {
        if (char.IsAsciiLetter(next))
        {
            StartTag();
        }
        else if (next == '/' && _at + 2 < _html.Length && char.IsAsciiLetter(_html[_at + 2]))
        {
            EndTag();
        }
        else if (TagReader.Follows(_html, _at, "<!--"))
        {
            _at = TagReader.EndOfComment(_html, _at);
        }
        else if (next is '!' or '?' or '/')
        {
            _at = TagReader.After(_html, '>', _at);
        }
        else
        {
            _tame.Append("&lt;");
            _at++;
        }
    }

    private void StartTag()
    {
        var start = _at;
        var name = TagReader.Name(_html, _at + 1);
        _at = TagReader.EndOfTag(_html, _at + 1 + name.Length);
        var tag = _html.AsSpan(start, _at - start);
        if (DroppedWithContent.Contains(name))
        {
            SkipContent(name, tag);
        }
        else if (name == "title")
        {
            CopyTitle();
        }
        else if (!Dropped.Contains(name) && name.Length <= LongestName && (!Once.Contains(name) || _seen.Add(name)))
        {
            EndWhatEndsBefore(name);
            Open(name, tag);
        }
    }

    private void EndWhatEndsBefore(string name)
    {
        if (EndsParagraph.Contains(name) && _open is [.., "p"])
        {
            Close();
        }

        var ends = Ends.GetValueOrDefault(name);
        while (ends is not null && _open is [.., var last] && ends.Contains(last))
        {
            Close();
        }
    }

    private void Open(string name, ReadOnlySpan<char> tag)
    {
        var nests = !Void.Contains(name) && !Once.Contains(name);
        if (nests && (_open.Count >= Deepest || name == "a" && _open.Contains("a")))
        {
            _tame.Append(' ');
            return;
        }

        if (nests)
        {
            _open.Add(name);
        }

        _elements++;
        if (tag.Length <= LongestTag)
        {
            _tame.Append(tag);
        }
        else
        {
            _tame.Append('<').Append(name).Append('>');
        }
    }

    private void EndTag()
    {
        var name = TagReader.Name(_html, _at + 2);
        _at = TagReader.EndOfTag(_html, _at + 2 + name.Length);
        if (name == "br")
        {
            _tame.Append("<br>");
        }

        for (var depth = _open.LastIndexOf(name); depth >= 0 && _open.Count > depth;)
        {
            Close();
        }
    }

    private void Close()
    {
        _tame.Append("</").Append(_open[^1]).Append('>');
        _open.RemoveAt(_open.Count - 1);
    }

    /// <summary>What looks like tags in a title is text.</summary>
    private void CopyTitle()
    {
        var end = TagReader.EndTagOf(_html, "title", _at);
        if (end < _html.Length)
        {
            _elements++;
            _tame.Append("<title>").Append(_html, _at, end - _at).Append("</title>");
            _at = TagReader.EndOfTag(_html, end + 2 + "title".Length);
        }
    }

    /// <summary>Up to the next end tag of that name: whatever is nested in there, nobody reads it.</summary>
    private void SkipContent(string name, ReadOnlySpan<char> tag)
    {
        if (tag.EndsWith("/>") && name is "svg" or "math")
        {
            return;
        }

        var end = TagReader.EndTagOf(_html, name, _at);
        if (name == "script" && tag.Contains("application/ld+json", StringComparison.OrdinalIgnoreCase) && _structuredLength + end - _at <= MostStructured)
        {
            _structuredLength += end - _at;
            _structured.Add(_html[_at..end]);
        }

        _at = end < _html.Length ? TagReader.EndOfTag(_html, end + 2 + name.Length) : end;
        _tame.Append(' ');
    }
}
