using System.Text.RegularExpressions;

namespace Frontdesk.Knowledge.Reading.Pdf;

/// <summary>Takes away what is printed on every page and says nothing: running heads, footers, page numbers.</summary>
internal static partial class PdfMargins
{
    /// <summary>Of the page's height, at either end.</summary>
    private const float Margin = 0.13f;
    private const float SamePlace = 6;
    private const int MostLines = 3;

    private sealed record Place(PdfPage Page, PdfLine Line, string Words);

    /// <summary>What is printed larger than the text is the title of a chapter that begins at the top of its page.</summary>
    public static void Remove(IReadOnlyList<PdfPage> pages, PdfSizes sizes)
    {
        var repeated = pages.SelectMany(InMargins).Where(place => sizes.LevelOf(place.Line) == 0).GroupBy(place => place.Words).Where(same => IsRepeated([.. same], pages.Count)).SelectMany(same => same);
        var numbers = pages.SelectMany(InMargins).Concat(pages.SelectMany(Last)).Where(place => PageNumber().IsMatch(place.Line.Text)).ToList();
        foreach (var page in repeated.Concat(numbers).ToList().GroupBy(place => place.Page))
        {
            page.Key.Remove([.. page.Select(place => place.Line)]);
        }
    }

    private static IEnumerable<Place> InMargins(PdfPage page)
    {
        var top = page.Lines.Where(line => line.Bottom < page.Height * Margin).OrderBy(line => line.Top).Take(MostLines);
        var bottom = page.Lines.Where(line => line.Top > page.Height * (1 - Margin)).OrderByDescending(line => line.Top).Take(MostLines);
        return top.Concat(bottom).Select(line => new Place(page, line, Digits().Replace(line.Text, "#")));
    }

    /// <summary>Below a short page the number may stand higher than the margin.</summary>
    private static IEnumerable<Place> Last(PdfPage page) =>
        page.Lines.Where(line => line.Top > page.Height * 0.75f).OrderByDescending(line => line.Top).Take(1).Where(line => line.Text == $"{page.Number}").Select(line => new Place(page, line, ""));

    /// <summary>Left and right pages may have heads of their own, and chapters change them: a third of the pages is enough.</summary>
    private static bool IsRepeated(List<Place> same, int pages)
    {
        var middle = same.Select(place => place.Line.Top).Order().ElementAt(same.Count / 2);
        var inPlace = same.Count(place => Math.Abs(place.Line.Top - middle) < SamePlace);
        return pages switch { 1 => false, <= 4 => inPlace >= 2 && inPlace >= pages - 1, _ => inPlace >= 3 && inPlace * 3 >= pages };
    }

    [GeneratedRegex(@"^\W*((page|seite|página|pagina|p\.|s\.|صفحة)\s*)?(\d{1,4}|[ivxl]{1,6})(\s*(/|of|von|de|di|sur|من)\s*\d{1,4})?\W*$", RegexOptions.IgnoreCase)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
