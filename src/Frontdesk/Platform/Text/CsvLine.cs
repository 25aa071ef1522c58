namespace Frontdesk.Platform.Text;

/// <summary>Lines of CSV (RFC 4180) that a spreadsheet shows and never calculates.</summary>
public static class CsvLine
{
    public static string Of(params IEnumerable<string?> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>Whether a spreadsheet would calculate with it, spaces in front or not.</summary>
    public static bool BeginsLikeFormula(string? text) => text?.TrimStart(' ', '\u00a0') is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠', ..];

    /// <summary>A cell that begins like a formula gets a quotation mark in front: whoever opens the file must not run what a stranger wrote.</summary>
    private static string Cell(string? text)
    {
        var safe = BeginsLikeFormula(text) ? "'" + text : text ?? "";
        return safe.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
