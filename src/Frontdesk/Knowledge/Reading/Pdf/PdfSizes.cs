namespace Frontdesk.Knowledge.Reading.Pdf;

/// <summary>Which heights of letters are headings: those clearly larger than what most of the document is printed in.</summary>
internal sealed class PdfSizes
{
    private const float ClearlyLarger = 1.15f;
    private const float AboutSame = 1.06f;
    private const int LongestHeading = 150;
    private const int DeepestLevel = 4;

    private readonly float _body;
    private readonly List<float> _headings = [];

    public PdfSizes(IEnumerable<PdfPage> pages)
    {
        var lines = pages.SelectMany(page => page.Lines).ToList();
        _body = lines.Count == 0 ? 0 : lines.GroupBy(line => MathF.Round(line.Height * 2) / 2).MaxBy(same => same.Sum(line => line.Text.Length))!.Key;
        foreach (var height in lines.Where(line => IsLarge(line)).Select(line => line.Height).OrderDescending())
        {
            if (_headings.Count == 0 || _headings[^1] > height * AboutSame)
            {
                _headings.Add(height);
            }
        }
    }

    /// <summary>1 for the largest; 0 for what is no heading.</summary>
    public int LevelOf(PdfLine line) =>
        IsLarge(line) ? Math.Min(DeepestLevel, 1 + _headings.FindIndex(height => height <= line.Height * AboutSame)) : 0;

    private bool IsLarge(PdfLine line) => line.Height >= _body * ClearlyLarger && line.Text.Length <= LongestHeading && line.Text.Any(char.IsLetter);
}
