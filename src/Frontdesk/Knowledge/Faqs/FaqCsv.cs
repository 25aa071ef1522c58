using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>
/// FAQs as lines of CSV. Tags are separated by commas, phrasings by |, addresses by spaces; what is exported and imported
/// again is the same.
/// </summary>
public static class FaqCsv
{
    /// <summary>In the order in which they are exported. Question and answer must be there, the rest may.</summary>
    public static readonly string[] Columns = ["question", "answer", "category", "tags", "alternative_questions", "priority", "status", "related_urls"];

    public static string Line(Source faq) => CsvLine.Of(
        Shown(faq.Title), Shown(faq.Body), Shown(faq.Category ?? ""), Shown(string.Join(',', faq.Tags)), Shown(string.Join('|', faq.AlternativeQuestions.Select(Escaped))),
        SnakeCase.Text(faq.Priority), SnakeCase.Text(faq.Status), Shown(string.Join(' ', faq.RelatedUrls)));

    /// <summary>Undoes <see cref="Shown"/> and the mark that keeps a spreadsheet from calculating.</summary>
    public static string Plain(string cell) => cell is ['\'', .. var rest] && CsvLine.BeginsLikeFormula(rest.TrimStart('\'')) ? rest : cell;

    public static IEnumerable<string> Phrasings(string cell)
    {
        var phrasing = new System.Text.StringBuilder();
        for (var at = 0; at < cell.Length; at++)
        {
            if (cell[at] == '\\' && at + 1 < cell.Length && cell[at + 1] is '|' or '\\')
            {
                phrasing.Append(cell[++at]);
            }
            else if (cell[at] == '|')
            {
                yield return phrasing.ToString();
                phrasing.Clear();
            }
            else
            {
                phrasing.Append(cell[at]);
            }
        }

        yield return phrasing.ToString();
    }

    private static string Escaped(string phrasing) => phrasing.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal);

    /// <summary>A text that has such a mark of its own gets a second one, so that exactly one is taken off again.</summary>
    private static string Shown(string text) => text is ['\'', ..] && CsvLine.BeginsLikeFormula(text.TrimStart('\'')) ? "'" + text : text;
}
