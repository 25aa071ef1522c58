using System.Text;
using System.Text.RegularExpressions;

namespace Frontdesk.Knowledge.Reading.Pdf;

/// <summary>Puts the lines of a page together to headings, paragraphs, lists and tables.</summary>
internal sealed partial class PdfProse(PdfSizes sizes, Hyphens hyphens)
{
    private const float ParagraphGap = 0.75f;
    private const float SameSize = 0.12f;

    private readonly StringBuilder _text = new();
    private PdfLine? _last;
    private int _lastLevel;
    private float _width;

    public static bool IsMarker(string text) => Marker().IsMatch(text);

    public static string Of(PdfPage page, PdfSizes sizes, Hyphens hyphens)
    {
        var prose = new PdfProse(sizes, hyphens);
        var tables = PdfTables.In(page);
        var inTables = tables.SelectMany(table => table.Lines.Select(line => (line, table.Text))).ToDictionary(pair => pair.line, pair => pair.Text);
        var told = new HashSet<string>();
        foreach (var block in page.Blocks)
        {
            prose.BeginBlock(block);
            foreach (var line in block)
            {
                if (!inTables.TryGetValue(line, out var table))
                {
                    prose.Add(line, alone: block.Count == 1);
                }
                else if (told.Add(table))
                {
                    prose.Add(table);
                }
            }
        }

        return prose._text.ToString();
    }

    /// <summary>A column or page that ends within a sentence goes on in the next.</summary>
    public static bool GoesOn(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        before = before.TrimEnd();
        after = after.TrimStart();
        return before.Length > 0 && after.Length > 0 && char.IsLower(after[0]) && !".!?:;|".Contains(before[^1], StringComparison.Ordinal) && !LastLine(before).StartsWith("#");
    }

    private void BeginBlock(List<PdfLine> block)
    {
        var goesOn = _last is { } last && block.Count > 0 && Math.Abs(block[0].Height - last.Height) < SameSize * last.Height && _lastLevel == 0 && GoesOn(_text.ToString(Math.Max(0, _text.Length - 200), Math.Min(200, _text.Length)), block[0].Text);
        _width = block.Count == 0 ? 0 : block.Max(line => line.Right);
        if (!goesOn)
        {
            EndParagraph();
        }
    }

    private void Add(string table)
    {
        EndParagraph();
        _text.Append(table);
        EndParagraph();
    }

    private void Add(PdfLine line, bool alone)
    {
        var text = Bullet().Replace(line.Text, "- ");
        var level = sizes.LevelOf(line) is > 0 and var large ? large : alone && Numbered().Match(text) is { Success: true } match ? Math.Min(4, 2 + match.Groups[1].Value.Count(c => c == '.')) : 0;
        if (level > 0)
        {
            AddHeading(text, level);
        }
        else if (_last is null || _lastLevel > 0)
        {
            EndParagraph();
            _text.Append(text);
        }
        else
        {
            Join(_last, line, text);
        }

        (_last, _lastLevel) = (line, level);
    }

    private void AddHeading(string text, int level)
    {
        if (_lastLevel == level && _last is not null)
        {
            _text.Append(' ').Append(text); // its second line
            return;
        }

        EndParagraph();
        _text.Append('#', level).Append(' ').Append(text);
    }

    private void Join(PdfLine last, PdfLine line, string text)
    {
        var below = line.Top - last.Bottom;
        if (below > ParagraphGap * line.Height || Math.Abs(line.Height - last.Height) > SameSize * 2 * last.Height)
        {
            EndParagraph();
        }
        else if (IsListItem(text))
        {
            _text.Append('\n');
        }
        else if (below > -line.Height && WasEnded(last, line) && !GoesOn(last.Text, text))
        {
            _text.Append(IsIndented(last, line) ? "\n\n" : "\n");
        }
        else if (_text.Length > 0)
        {
            hyphens.Mend(_text, text);
            return;
        }

        _text.Append(text);
    }

    /// <summary>The next word would have had room: the line was ended on purpose.</summary>
    private bool WasEnded(PdfLine last, PdfLine line) => last.Right + line.FirstWord + 0.4f * line.Height < _width;

    private static bool IsIndented(PdfLine last, PdfLine line) => line.Left > last.Left + 0.8f * line.Height;

    private static bool IsListItem(string text) => ListItem().IsMatch(text);

    private void EndParagraph()
    {
        if (_text.Length > 0 && _text[^1] != '\n')
        {
            _text.Append("\n\n");
        }

        (_last, _lastLevel) = (null, 0);
    }

    private static ReadOnlySpan<char> LastLine(ReadOnlySpan<char> text) => text[(text.LastIndexOf('\n') + 1)..];

    [GeneratedRegex(@"^([•◦▪■●‣]|\p{Co})\s*")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^([•◦▪■●‣–*-]|\p{Co}|\(?\d{1,3}[.)]|\(?[a-z][.)])$")]
    private static partial Regex Marker();

    [GeneratedRegex(@"^([-–*]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"^(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+\p{Lu}[^.!?;,|]{2,70}$")]
    private static partial Regex Numbered();
}
