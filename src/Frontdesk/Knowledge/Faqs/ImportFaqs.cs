using CsvHelper;
using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>Row 2 is the first below the header.</summary>
public sealed record ImportError(int Row, string Error);

public sealed record ImportResult(int Imported, int Skipped, IReadOnlyList<ImportError> Errors);

/// <summary>
/// Reads FAQs from a CSV with the columns question, answer and, if there, category, tags (comma-separated) and
/// alternative_questions (separated by |). Good rows are kept whatever the others are like.
/// </summary>
public sealed class ImportFaqs(FrontdeskDb db, TimeProvider clock)
{
    public const long LargestFile = 10L * 1024 * 1024;
    private const int MostRows = 20_000;

    public async Task<(ImportResult? Result, IResult? Problem)> From(Stream csv, Guid chatbotId, bool overwrite, CurrentAgent agent, CancellationToken ct)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        var rows = new List<(int Row, FaqContent Content)>();
        var errors = new List<ImportError>();
        if (await ReadRows(csv, rows, errors, ct) is { } unreadable)
        {
            return (null, Problem.Of(422, "file_refused", unreadable));
        }

        var known = (await db.Sources.Where(s => s.ChatbotId == chatbotId && s.Kind == SourceKind.Faq).ToListAsync(ct))
            .GroupBy(f => Fold(f.Title)).ToDictionary(g => g.Key, g => g.First());
        var (imported, skipped, now) = (0, 0, clock.GetUtcNow());
        foreach (var (row, content) in rows)
        {
            if (!known.TryGetValue(Fold(content.Question), out var existing))
            {
                var faq = Source.Faq(agent.WorkspaceId, chatbotId, content, now);
                db.Sources.Add(faq);
                known[Fold(content.Question)] = faq;
                imported++;
            }
            else if (overwrite && existing.CreatedAt < now)
            {
                existing.Edit(content, now);
                imported++;
            }
            else
            {
                errors.Add(new ImportError(row, "This question is there already, so the row was skipped."));
                skipped++;
            }
        }

        db.Record(AuditEntry.By(agent, "faq.imported", chatbotId, null, now, after: new { chatbot_id = chatbotId, imported, skipped, errors = errors.Count }));
        await db.SaveKnowledge(chatbotId, ct);
        return (new ImportResult(imported, skipped, [.. errors.OrderBy(e => e.Row)]), null);
    }

    /// <summary>Null, or why the file as a whole cannot be read.</summary>
    private static async Task<string?> ReadRows(Stream csv, List<(int, FaqContent)> rows, List<ImportError> errors, CancellationToken ct)
    {
        var broken = new HashSet<long>();
        var options = CsvReaderOptions.Default with { MaxRecordSize = 256 * 1024, OnMalformedRecord = record => broken.Add(record.RecordNumber) };
        try
        {
            using var reader = CsvReader.Create(csv, options, leaveOpen: true);
            await reader.ReadHeaderAsync(ct);
            if (!reader.TryGetFieldIndex("question", out _) || !reader.TryGetFieldIndex("answer", out _))
            {
                return "The first line has to name the columns: question,answer,category,tags.";
            }

            while (await reader.ReadAsync(ct))
            {
                if (rows.Count >= MostRows)
                {
                    return $"One file can hold at most {MostRows:N0} FAQs.";
                }

                Sort((int)reader.RowNumber + 1, Content(reader), broken, rows, errors);
            }
        }
        catch (CsvFormatException unreadable)
        {
            return $"Row {unreadable.RecordNumber} cannot be read as CSV, so nothing was imported. Check its quotation marks.";
        }

        return null;
    }

    private static void Sort(int row, FaqContent content, HashSet<long> broken, List<(int, FaqContent)> rows, List<ImportError> errors)
    {
        if (broken.Contains(row))
        {
            errors.Add(new ImportError(row, "A quotation mark stands where it should not. Put the text in quotes and double the quotes inside."));
        }
        else if (content.Check() is { Any: true } wrong)
        {
            errors.Add(new ImportError(row, wrong.First));
        }
        else
        {
            rows.Add((row, content));
        }
    }

    private static FaqContent Content(CsvReader csv) => FaqContent.From(
        Field(csv, "question"), Field(csv, "answer"), Field(csv, "alternative_questions")?.Split('|'), Field(csv, "category"), Field(csv, "tags")?.Split(','));

    private static string? Field(CsvReader csv, string name) => csv.TryGetFieldIndex(name, out var index) && index < csv.FieldCount ? CleanText.Of(csv.GetString(index)) : null;

    private static string Fold(string question) => string.Join(' ', question.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
