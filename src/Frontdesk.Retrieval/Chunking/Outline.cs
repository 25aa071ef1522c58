using System.Text.RegularExpressions;

namespace Frontdesk.Retrieval;

/// <summary>Reads markdown or plain text into sections: headings, pages and blocks, without losing a word.</summary>
internal sealed partial class Outline
{
    private const int LongestHeading = 80;

    private readonly List<Section> sections = [];
    private readonly List<(int Level, string Title)> path = [];
    private readonly List<Block> blocks = [];
    private readonly List<string> lines = [];
    private readonly bool paged;
    private int page = 1, sectionPage = 1, blockPage = 1;
    private bool inCode;

    private Outline(string text) => paged = text.Contains('\f', StringComparison.Ordinal);

    public static IReadOnlyList<Section> Of(string text)
    {
        var outline = new Outline(text);
        // ReplaceLineEndings would take the form feeds too.
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\f", "\n\f\n", StringComparison.Ordinal).Split('\n');
        for (var at = 0; at < lines.Length; at++) at += outline.Read(lines, at);
        outline.EndSection();
        return outline.sections;
    }

    /// <summary>Takes one line, and says how many more it took with it.</summary>
    private int Read(string[] all, int at)
    {
        if (all[at] == "\f") return TurnPage();
        var line = all[at].TrimEnd();
        if (line.TrimStart().StartsWith("```", StringComparison.Ordinal)) inCode = !inCode;
        else if (!inCode)
        {
            if (line.Length == 0) return EndBlockUnlessListGoesOn(all, at);
            if (MarkdownHeading().Match(line) is { Success: true } match) return Enter(match.Groups[1].Length, match.Groups[2].Value);
            if (IsUnderlined(all, at)) return Enter(all[at + 1][0] == '=' ? 1 : 2, line.Trim()) + 1;
            if (IsPlainHeading(all, at)) return Enter(2, line.Trim());
        }
        if (lines.Count == 0) blockPage = page;
        lines.Add(line);
        return 0;
    }

    private int TurnPage()
    {
        EndBlock();
        page++;
        if (blocks.Count == 0) sectionPage = page;
        return 0;
    }

    private int Enter(int level, string title)
    {
        EndSection();
        path.RemoveAll(heading => heading.Level >= level);
        path.Add((level, title.Trim()));
        sectionPage = page;
        return 0;
    }

    private int EndBlockUnlessListGoesOn(string[] all, int at)
    {
        var next = Array.FindIndex(all, at, line => line.Trim().Length > 0);
        var inList = lines.Count > 0 && lines.Exists(line => ListItem().IsMatch(line));
        if (!inList || next < 0 || !ListItem().IsMatch(all[next])) EndBlock();
        return 0;
    }

    private void EndBlock()
    {
        if (lines.Count == 0) return;
        var text = string.Join('\n', lines).Trim('\n');
        lines.Clear();
        if (text.Trim().Length == 0) return;
        // A line that ends in a colon introduces the list after it, also across a blank line.
        if (blocks.Count > 0 && blocks[^1].Text.EndsWith(':') && ListItem().IsMatch(text)) blocks[^1] = new(blocks[^1].Text + "\n" + text, blocks[^1].Page);
        else blocks.Add(new(text, paged ? blockPage : null));
    }

    // A heading with nothing under it is kept when no deeper heading carries it on in its path; Chunker decides.
    private void EndSection()
    {
        EndBlock();
        if (blocks.Count > 0 || path.Count > 0) sections.Add(new([.. path.Select(heading => heading.Title)], paged ? sectionPage : null, [.. blocks]));
        blocks.Clear();
    }

    private static bool IsUnderlined(string[] all, int at) =>
        at + 1 < all.Length && !ListItem().IsMatch(all[at]) && all[at].Trim().Length is > 0 and <= LongestHeading &&
        Underline().IsMatch(all[at + 1]) && (at == 0 || all[at - 1].Trim().Length == 0);

    // "Returns" alone between blank lines, with text to follow: how extracted PDF and Word text shows its headings.
    private static bool IsPlainHeading(string[] all, int at)
    {
        var line = all[at].Trim();
        if (line.Length is < 2 or > LongestHeading || line.Count(char.IsWhiteSpace) > 9 || !(char.IsUpper(line[0]) || char.IsDigit(line[0]))) return false;
        if (".:,;!".Contains(line[^1], StringComparison.Ordinal) || ListItem().IsMatch(line) || line.Contains('|', StringComparison.Ordinal)) return false;
        var after = at + 1 < all.Length && IsBlank(all[at + 1]) ? Array.FindIndex(all, at + 1, next => !IsBlank(next)) : -1;
        return after > 0 && (at == 0 || IsBlank(all[at - 1])) && (all[after].Trim().Length > LongestHeading || ListItem().IsMatch(all[after]) || EndsSentence(all[after]));
    }

    private static bool IsBlank(string line) => line.Trim().Length == 0;

    private static bool EndsSentence(string line) => line.TrimEnd() is [.., '.' or '!' or '?' or ':' or '。'];

    [GeneratedRegex(@"^ {0,3}(#{1,6})\s+(.*?\S)\s*#*$")] private static partial Regex MarkdownHeading();
    [GeneratedRegex(@"^\s*(=+|-{3,})\s*$")] private static partial Regex Underline();
    [GeneratedRegex(@"^\s*([-*+•‣◦]|\d{1,3}[.)]|[a-z][.)])\s+\S")] private static partial Regex ListItem();
}
