using System.Text.RegularExpressions;

namespace Frontdesk.Retrieval;

/// <summary>Cuts a table or a list that is too long between its lines. A table says its columns again in each piece.</summary>
internal static partial class Rows
{
    public static bool Are(string text)
    {
        var lines = text.Split('\n');
        return lines.Length > 2 && (IsTable(lines) || lines.Count(line => ListItem().IsMatch(line)) * 2 >= lines.Length);
    }

    public static IEnumerable<string> Of(string text, int mostTokens)
    {
        var lines = text.Split('\n');
        var head = IsTable(lines) ? Head(lines, mostTokens) : "";
        var headTokens = TokenCount.Of(head);
        var (piece, tokens) = (new List<string>(), 0);
        foreach (var line in lines.SelectMany(line => TokenCount.Of(line) + headTokens > mostTokens ? Pieces.Of(line, mostTokens - headTokens) : [line]).Where(line => line.Trim().Length > 0))
        {
            var size = TokenCount.Of(line);
            if (piece.Count > 0 && tokens + size > mostTokens)
            {
                yield return string.Join('\n', piece);
                (piece, tokens) = (head.Length > 0 ? [head] : [], headTokens);
            }

            piece.Add(line);
            tokens += size;
        }

        if (piece.Count > 0)
        {
            yield return string.Join('\n', piece);
        }
    }

    private static bool IsTable(string[] lines) => lines.Count(line => line.Contains(" | ", StringComparison.Ordinal) || line.StartsWith('|')) * 5 >= lines.Length * 4;

    /// <summary>The names of the columns; a first row that is half a piece long names nothing.</summary>
    private static string Head(string[] lines, int mostTokens)
    {
        var head = lines.Length > 1 && Rule().IsMatch(lines[1]) ? $"{lines[0]}\n{lines[1]}" : lines[0];
        return TokenCount.Of(head) * 2 < mostTokens ? head : "";
    }

    [GeneratedRegex(@"^\s*([-*+•‣◦]|\d{1,3}[.)]|[a-z][.)])\s+\S")]
    private static partial Regex ListItem();

    [GeneratedRegex(@"^\s*\|?[\s:|-]*-{3,}[\s:|-]*$")]
    private static partial Regex Rule();
}
