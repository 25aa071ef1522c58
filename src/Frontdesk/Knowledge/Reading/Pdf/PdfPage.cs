namespace Frontdesk.Knowledge.Reading.Pdf;

/// <summary>A piece of a line, set apart from the next by a gap as wide as those between the columns of a table.</summary>
internal sealed record PdfCell(float Left, float Right, string Text);

/// <summary>A line as it is printed; y grows downwards, in points.</summary>
/// <param name="FirstWord">How wide its first word is: whether that would have fit on the line before says why the line was broken.</param>
internal sealed record PdfLine(float Top, float Bottom, IReadOnlyList<PdfCell> Cells, float FirstWord)
{
    public float Left => Cells[0].Left;

    public float Right => Cells[^1].Right;

    public float Height => Bottom - Top;

    public string Text { get; } = string.Join(' ', Cells.Select(cell => cell.Text));

    /// <summary>Whether both are printed beside each other.</summary>
    public bool IsBeside(PdfLine other) => Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top) > 0.5f * Math.Min(Height, other.Height);
}

/// <summary>A page; its blocks are in reading order, column after column.</summary>
internal sealed record PdfPage(int Number, float Height, List<List<PdfLine>> Blocks)
{
    public IEnumerable<PdfLine> Lines => Blocks.SelectMany(block => block);

    /// <summary>Fewer are a stamp or a page number on a scanned picture.</summary>
    public bool HasText => Lines.Sum(line => line.Text.Count(char.IsLetterOrDigit)) >= 12;

    public void Remove(ICollection<PdfLine> lines)
    {
        Blocks.ForEach(block => block.RemoveAll(lines.Contains));
        Blocks.RemoveAll(block => block.Count == 0);
    }
}
