using CsvHelper;
using Frontdesk.Platform.Database;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>A row of the file that is a FAQ.</summary>
/// <param name="Row">2 is the first below the header.</param>
public sealed record FaqLine(int Row, FaqContent Content);

/// <summary>A CSV file of FAQs, read: good rows, bad rows, and what the file looks like.</summary>
public sealed class FaqSheet
{
    public const int MostRows = 20_000;
    private const int RowsShown = 5;

    private readonly HashSet<long> _broken = [];
    private readonly List<FaqLine> _lines = [];
    private readonly List<ImportError> _errors = [];
    private readonly List<IReadOnlyList<string>> _first = [];
    private readonly IReadOnlyDictionary<string, int>? _chosen;

    private FaqSheet(IReadOnlyDictionary<string, int>? chosen) => _chosen = chosen;

    public IReadOnlyList<FaqLine> Lines => _lines;
    public IReadOnlyList<ImportError> Errors => _errors;
    public IReadOnlyList<string> Headers { get; private set; } = [];
    public IReadOnlyList<IReadOnlyList<string>> FirstRows => _first;
    public int Rows { get; private set; }
    public char Separator { get; private set; } = ',';
    public string Encoding { get; private set; } = "";

    /// <summary>Which of <see cref="FaqCsv.Columns"/> stands where.</summary>
    public IReadOnlyDictionary<string, int> Columns { get; private set; } = new Dictionary<string, int>();

    /// <summary>Null, or why the file as a whole cannot be taken.</summary>
    public string? Problem { get; private set; }

    /// <param name="chosen">Which column is which, by number from 0, where somebody said so; else their names say it.</param>
    public static FaqSheet Read(byte[] bytes, IReadOnlyDictionary<string, int>? chosen = null)
    {
        var sheet = new FaqSheet(chosen is { Count: > 0 } ? chosen : null);
        (var text, sheet.Encoding) = SpreadsheetText.Read(bytes);
        try
        {
            sheet.Problem = sheet.ReadRows(text);
        }
        catch (CsvFormatException unreadable)
        {
            sheet.Problem = $"Row {unreadable.RecordNumber} cannot be read as CSV, so nothing was imported. Check its quotation marks.";
        }

        return sheet;
    }

    private string? ReadRows(string text)
    {
        var options = CsvReaderOptions.Default with { MaxRecordSize = 256 * 1024, OnMalformedRecord = record => _broken.Add(record.RecordNumber) };
        using var csv = CsvReader.FromText(text, options);
        csv.ReadHeader();
        Headers = [.. csv.Headers ?? []];
        Separator = (char)csv.Separator;
        Columns = _chosen ?? ByName();
        var named = Columns.ContainsKey("question") && Columns.ContainsKey("answer");
        while (csv.Read())
        {
            if (++Rows > MostRows)
            {
                return $"One file can hold at most {MostRows:N0} FAQs.";
            }

            if (_first.Count < RowsShown)
            {
                _first.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
            }

            if (named)
            {
                Sort((int)csv.RowNumber + 1, csv);
            }
        }

        return named ? null : "The first line has to name the columns: question,answer,category,tags.";
    }

    private Dictionary<string, int> ByName()
    {
        var found = new Dictionary<string, int>();
        for (var at = 0; at < Headers.Count; at++)
        {
            var name = Headers[at].Trim().ToLowerInvariant().Replace(' ', '_');
            if (FaqCsv.Columns.Contains(name))
            {
                found.TryAdd(name, at);
            }
        }

        return found;
    }

    private void Sort(int row, CsvReader csv)
    {
        if (_broken.Contains(row))
        {
            _errors.Add(new ImportError(row, "A quotation mark stands where it should not. Put the text in quotes and double the quotes inside."));
            return;
        }

        var (priority, status) = (Cell(csv, "priority")?.Trim().ToLowerInvariant(), Cell(csv, "status")?.Trim().ToLowerInvariant());
        if (priority is { Length: > 0 } && SnakeCase.Find<SourcePriority>(priority) is null)
        {
            _errors.Add(new ImportError(row, "A priority is high, medium or low."));
            return;
        }

        if (status is { Length: > 0 } && SnakeCase.Find<SourceStatus>(status) is null)
        {
            _errors.Add(new ImportError(row, "A status is active, inactive or draft."));
            return;
        }

        var content = FaqContent.From(
            Cell(csv, "question"), Cell(csv, "answer"), Cell(csv, "alternative_questions") is { } phrasings ? FaqCsv.Phrasings(phrasings) : null, Cell(csv, "category"),
            Cell(csv, "tags")?.Split(','), SnakeCase.Find<SourcePriority>(priority) ?? SourcePriority.Medium, SnakeCase.Find<SourceStatus>(status) ?? SourceStatus.Active)
            .Leading([], Cell(csv, "related_urls")?.Split(' '));
        if (content.Check() is { Any: true } wrong)
        {
            _errors.Add(new ImportError(row, wrong.First));
        }
        else
        {
            _lines.Add(new FaqLine(row, content));
        }
    }

    private string? Cell(CsvReader csv, string name) => Columns.TryGetValue(name, out var at) && at < csv.FieldCount ? FaqCsv.Plain(csv.GetString(at)) : null;
}
