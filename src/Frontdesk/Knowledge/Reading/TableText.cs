namespace Frontdesk.Knowledge.Reading;

/// <summary>A table as text: a line for each row, its cells between bars, as Markdown has it.</summary>
public static class TableText
{
    public static string Of(IEnumerable<IReadOnlyList<string>> rows) =>
        string.Join('\n', rows.Where(row => row.Any(cell => cell.Length > 0)).Select(row => $"| {string.Join(" | ", row.Select(OneLine))} |"));

    private static string OneLine(string cell) => cell.Replace('\n', ' ').Replace('|', '/').Trim();
}
