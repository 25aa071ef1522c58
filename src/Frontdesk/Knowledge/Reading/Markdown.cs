using System.Globalization;
using System.Text;
using AngleSharp.Dom;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Writes elements as light markdown. Depth is bounded by <see cref="TamedHtml"/>, so recursion is safe.</summary>
internal sealed class Markdown
{
    private const int LongTerm = 120;

    private static readonly HashSet<string> Blocks = ["address", "article", "aside", "blockquote", "body", "center", "details", "dir", "div", "fieldset", "figcaption", "figure", "footer", "form", "header",
        "hgroup", "hr", "main", "p", "search", "section", "dl", "caption", "tbody", "thead", "tfoot", "tr", "legend"];

    private readonly HashSet<INode> _skipped;
    private readonly StringBuilder _text = new();
    private readonly StringBuilder _line = new();
    private int _level = 1, _lists;
    private string _bullet = "";

    private Markdown(HashSet<INode> skipped) => _skipped = skipped;

    public static string Of(IElement root, HashSet<INode> skipped)
    {
        var markdown = new Markdown(skipped);
        markdown.WriteChildren(root);
        markdown.EndBlock();
        return markdown._text.ToString().Trim();
    }

    private void WriteChildren(INode parent)
    {
        foreach (var child in parent.ChildNodes)
        {
            if (child is IText text)
            {
                Inline(text.Data);
            }
            else if (child is IElement element && !_skipped.Contains(element))
            {
                Write(element);
            }
        }
    }

    private void Write(IElement element)
    {
        switch (element.LocalName)
        {
            case ['h', >= '1' and <= '6' and var level]:
                _level = level - '0';
                Heading(_level, Line(element));
                break;
            case "summary":
            case "button":
                Titled(element);
                break;
            case "br":
                EndLine();
                break;
            case "ul" or "ol" or "menu":
                List(element);
                break;
            case "pre":
                Code(element);
                break;
            case "table":
                Table(element);
                break;
            case "dt":
                Term(element);
                break;
            case "dd":
                Inline(" ");
                WriteChildren(element);
                EndBlock();
                break;
            case "a":
                WriteChildren(element);
                Contact(element);
                break;
            case var name when Blocks.Contains(name):
                EndBlock();
                WriteChildren(element);
                EndBlock();
                break;
            default:
                WriteChildren(element);
                break;
        }
    }

    /// <summary>What unfolds something is its heading, unless it stands inside one.</summary>
    private void Titled(IElement element)
    {
        if (element.ParentElement?.LocalName is ['h', >= '1' and <= '6'] or "dt" or "summary")
        {
            WriteChildren(element);
        }
        else
        {
            Heading(Math.Min(6, _level + 1), Line(element));
        }
    }

    private void Heading(int level, string title)
    {
        EndBlock();
        title = title.Trim().TrimEnd('#', '¶', ' ');
        if (title.Length > 0)
        {
            _text.Append('#', level).Append(' ').Append(title).Append("\n\n");
        }
    }

    private void List(IElement list)
    {
        EndLine();
        _lists++;
        var number = int.TryParse(list.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.ChildNodes.OfType<IElement>())
        {
            if (!_skipped.Contains(item))
            {
                EndLine();
                _bullet = list.LocalName == "ol" ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
                if (item.LocalName == "li")
                {
                    WriteChildren(item);
                }
                else
                {
                    Write(item);
                }
            }
        }

        EndLine();
        _bullet = "";
        _lists--;
        EndBlock();
    }

    private void Code(IElement element)
    {
        var code = Raw(element).Replace("```", "", StringComparison.Ordinal).Trim('\n', '\r');
        EndBlock();
        if (!code.Contains('\n', StringComparison.Ordinal))
        {
            Inline(code);
        }
        else if (!string.IsNullOrWhiteSpace(code))
        {
            _text.Append("```\n").Append(code.TrimEnd()).Append("\n```\n");
        }

        EndBlock();
    }

    private void Table(IElement table)
    {
        EndBlock();
        if (table.GetAttribute("role") is "presentation" or "none" || table.QuerySelector("table,h1,h2,h3,h4,ul,ol,article,section") is not null)
        {
            WriteChildren(table);
        }
        else
        {
            foreach (var row in table.QuerySelectorAll("caption,tr").Where(row => !_skipped.Contains(row)))
            {
                Row(row);
            }
        }

        EndBlock();
    }

    private void Row(IElement row)
    {
        var cells = row.LocalName == "caption" ? [Line(row)] : row.Children.Where(cell => cell.LocalName is "td" or "th" && !_skipped.Contains(cell)).Select(Line).ToList();
        if (cells.TrueForAll(cell => cell.Length == 0))
        {
            return;
        }

        _text.AppendLine(row.LocalName == "caption" ? cells[0] + "\n" : $"| {string.Join(" | ", cells)} |");
        if (row.LocalName == "tr" && row.ChildNodes.OfType<IElement>().All(cell => cell.LocalName == "th"))
        {
            _text.Append('|').Insert(_text.Length, " --- |", cells.Count).Append('\n');
        }
    }

    /// <summary>A question becomes a heading over its answer, a short term stands before its definition.</summary>
    private void Term(IElement term)
    {
        var title = Line(term);
        if (title.EndsWith('?') || title.Length > LongTerm)
        {
            Heading(Math.Min(6, _level + 1), title);
        }
        else if (title.Length > 0)
        {
            EndLine();
            Inline(title.TrimEnd(':') + ":");
        }
    }

    /// <summary>An address behind a word like "write to us" is what people ask for.</summary>
    private void Contact(IElement link)
    {
        var href = link.GetAttribute("href") ?? "";
        if (href.Length < 200 && (href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || href.StartsWith("tel:", StringComparison.OrdinalIgnoreCase)))
        {
            var address = Uri.UnescapeDataString(href[(href.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('?')[0]).Trim();
            if (address.Length > 0 && !Digest(link.TextContent).Contains(Digest(address), StringComparison.OrdinalIgnoreCase))
            {
                Inline($" ({address})");
            }
        }
    }

    private static string Digest(string text) => string.Concat(text.Where(c => char.IsLetterOrDigit(c) || c is '@' or '+'));

    /// <summary>All of an element on one line.</summary>
    private string Line(IElement element)
    {
        var line = new Markdown(_skipped);
        line.WriteChildren(element);
        line.EndBlock();
        return string.Join(' ', line._text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("|", "/", StringComparison.Ordinal);
    }

    private string Raw(INode node)
    {
        var raw = new StringBuilder();
        AppendRaw(node, raw);
        return raw.ToString();
    }

    private void AppendRaw(INode node, StringBuilder raw)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text)
            {
                raw.Append(text.Data);
            }
            else if (child is IElement element && !_skipped.Contains(element))
            {
                raw.Append(element.LocalName == "br" ? "\n" : "");
                AppendRaw(element, raw);
            }
        }
    }

    private void Inline(string text)
    {
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                if (_line.Length > 0 && _line[^1] != ' ')
                {
                    _line.Append(' ');
                }
            }
            else if (c is not ('\u00ad' or '\u200b' or '\ufeff' or '\u2060'))
            {
                _line.Append(c);
            }
        }
    }

    private void EndLine()
    {
        if (_line is [.., ' '])
        {
            _line.Length--;
        }

        if (_line.Length > 0)
        {
            _text.Append(' ', 2 * Math.Max(0, _lists - 1)).Append(_lists > 0 && _bullet.Length == 0 ? "  " : _bullet).Append(_line).Append('\n');
            _line.Clear();
            _bullet = "";
        }
    }

    private void EndBlock()
    {
        EndLine();
        if (_lists == 0 && _text.Length > 0 && !(_text.Length > 1 && _text[^1] == '\n' && _text[^2] == '\n'))
        {
            _text.Append(_text[^1] == '\n' ? "\n" : "\n\n");
        }
    }
}
