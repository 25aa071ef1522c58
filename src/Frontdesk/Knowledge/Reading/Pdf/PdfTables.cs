namespace Frontdesk.Knowledge.Reading.Pdf;

/// <summary>
/// Finds rows of short texts that stand in columns. Readers of columns take a table for columns and tear its rows apart, so
/// it is put together again, a line with | for each row.
/// </summary>
internal static class PdfTables
{
    private const float SameColumn = 8;
    private const int ShortCell = 24;

    private sealed record Row(List<PdfLine> Lines)
    {
        public List<PdfCell> Cells { get; } = [.. Lines.SelectMany(line => line.Cells).OrderBy(cell => cell.Left)];

        public float Top => Lines.Min(line => line.Top);

        public float Bottom => Lines.Max(line => line.Bottom);
    }

    /// <summary>The tables of a page, each with the lines it is made of.</summary>
    public static List<(List<PdfLine> Lines, string Text)> In(PdfPage page)
    {
        List<(List<PdfLine>, string)> tables = [];
        List<Row> run = [];
        foreach (var row in Rows(page))
        {
            if (run.Count > 0 && !Continues(run, row))
            {
                Close(run, tables);
                run = [];
            }

            if (run.Count > 0 || row.Cells.Count > 1)
            {
                run.Add(row);
            }
        }

        Close(run, tables);
        return tables;
    }

    private static IEnumerable<Row> Rows(PdfPage page)
    {
        List<PdfLine> row = [];
        foreach (var line in page.Lines.OrderBy(line => line.Top))
        {
            if (row.Count > 0 && !line.IsBeside(row[0]))
            {
                yield return new Row(row);
                row = [];
            }

            row.Add(line);
        }

        if (row.Count > 0)
        {
            yield return new Row(row);
        }
    }

    /// <summary>The next row of the columns, or the second line of one of its cells.</summary>
    private static bool Continues(List<Row> run, Row row)
    {
        var above = run.MaxBy(known => known.Cells.Count)!;
        var near = row.Top - run[^1].Bottom < 2 * (row.Bottom - row.Top);
        var aligned = row.Cells.Count(cell => above.Cells.Exists(other => IsAligned(cell, other)));
        return near && (row.Cells.Count == 1 ? aligned == 1 && IsWrapped(run[^1], row) : aligned >= 2 && aligned >= row.Cells.Count - 1);
    }

    private static bool IsWrapped(Row above, Row row) => row.Top - above.Bottom < 0.4f * (row.Bottom - row.Top) && above.Cells.Count > 1;

    private static bool IsAligned(PdfCell one, PdfCell other) =>
        Math.Abs(one.Left - other.Left) < SameColumn || Math.Abs(one.Right - other.Right) < SameColumn || Math.Abs(one.Left + one.Right - other.Left - other.Right) < 2 * SameColumn;

    private static void Close(List<Row> run, List<(List<PdfLine>, string)> tables)
    {
        while (run.Count > 0 && run[^1].Cells.Count == 1)
        {
            run.RemoveAt(run.Count - 1);
        }

        var cells = run.SelectMany(row => row.Cells).Select(cell => cell.Text.Length).Order().ToList();
        // Columns of prose stand beside each other too, but their lines are long.
        if (run.Count(row => row.Cells.Count > 1) >= 2 && cells[cells.Count / 2] <= ShortCell && !IsList(run))
        {
            tables.Add(([.. run.SelectMany(row => row.Lines)], TextOf(run)));
        }
    }

    private static bool IsList(List<Row> run) => run.TrueForAll(row => row.Cells.Count == 2 ? PdfProse.IsMarker(row.Cells[0].Text) : row.Cells.Count == 1);

    private static string TextOf(List<Row> run)
    {
        var columns = run.MaxBy(row => row.Cells.Count)!.Cells;
        List<string[]> rows = [];
        foreach (var row in run)
        {
            var texts = columns.ConvertAll(_ => "").ToArray();
            foreach (var cell in row.Cells)
            {
                var at = ColumnOf(cell, columns);
                texts[at] = $"{texts[at]} {cell.Text}".Trim();
            }

            if (row.Cells.Count == 1 && rows.Count > 0)
            {
                rows[^1] = [.. rows[^1].Zip(texts, (one, more) => $"{one} {more}".Trim())];
            }
            else
            {
                rows.Add(texts);
            }
        }

        return TableText.Of(rows);
    }

    private static int ColumnOf(PdfCell cell, List<PdfCell> columns)
    {
        var aligned = columns.FindIndex(column => IsAligned(cell, column));
        return aligned >= 0 ? aligned : Math.Max(0, columns.FindLastIndex(column => column.Left <= cell.Left + SameColumn));
    }
}
