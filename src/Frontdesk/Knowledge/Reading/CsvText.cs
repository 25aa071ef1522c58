using System.Text;
using CsvHelper;

namespace Frontdesk.Knowledge.Reading;

/// <summary>Makes each row of a table a paragraph that says what its values are: "Article: Boots; Colour: red".</summary>
internal static class CsvText
{
    private const int MostRows = 100_000;
    private const int MostColumns = 200;

    public static ExtractedText Of(string csv)
    {
        try
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv));
            using var reader = CsvReader.Create(content, CsvReaderOptions.Default with { Separator = SeparatorOf(csv), MaxRecordSize = 1024 * 1024, OnMalformedRecord = _ => { } }, leaveOpen: true);
            reader.ReadHeader();
            string[] header = [.. reader.Headers.Select(name => name.Trim())];
            if (header.Length is 0 or > MostColumns)
            {
                throw new UnreadableFileException("DAMAGED", $"This table has no header, or more than {MostColumns} columns. Name the columns in its first row.");
            }

            var text = Rows(reader, header);
            return text.Length == 0
                ? throw new UnreadableFileException("EMPTY", "This table has a header but no rows.")
                : new ExtractedText(text, Note: IsFaqs(header) ? "This table has questions and answers. On the FAQs tab, “Import” makes a FAQ of each row: then every question gets exactly its answer." : null);
        }
        catch (CsvFormatException)
        {
            throw new UnreadableFileException("DAMAGED", "The quotation marks in this table do not match. Save it as CSV again and upload that.");
        }
    }

    private static string Rows(CsvReader reader, string[] header)
    {
        var text = new StringBuilder();
        for (var row = 0; reader.Read(); row++)
        {
            if (row >= MostRows || text.Length > ReadingLimits.MostCharacters)
            {
                throw new UnreadableFileException("TOO_LARGE", $"This table has more than {MostRows:N0} rows, or very long ones. Split it and upload the parts.");
            }

            if (Said(reader, header) is { Length: > 0 } said)
            {
                text.Append(said).Append("\n\n");
            }
        }

        return text.ToString();
    }

    private static string Said(CsvReader reader, string[] header) => string.Join("; ",
        Enumerable.Range(0, Math.Min(reader.FieldCount, MostColumns)).Select(at => (Name: at < header.Length ? header[at] : "", Value: OneLine(reader.GetString(at))))
            .Where(field => field.Value.Length > 0).Select(field => field.Name.Length == 0 ? field.Value : $"{field.Name}: {field.Value}"));

    private static string OneLine(string value) => string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Spreadsheets write semicolons where the comma stands in numbers.</summary>
    private static char SeparatorOf(string csv)
    {
        var first = csv.AsSpan(0, csv.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : csv.Length);
        var (commas, semicolons, tabs) = (first.Count(','), first.Count(';'), first.Count('\t'));
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }

    private static bool IsFaqs(string[] header) => header.Contains("question", StringComparer.OrdinalIgnoreCase) && header.Contains("answer", StringComparer.OrdinalIgnoreCase);
}
