using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>Row 2 is the first below the header.</summary>
public sealed record ImportError(int Row, string Error);

public sealed record ImportResult(int Imported, int Skipped, IReadOnlyList<ImportError> Errors);

/// <summary>Takes FAQs from a CSV file. Good rows are kept whatever the others are like.</summary>
public sealed class ImportFaqs(FrontdeskDb db, TimeProvider clock)
{
    public const long LargestFile = 10L * 1024 * 1024;

    /// <param name="overwrite">Whether a question that is there already gets the file's answer; else its row is skipped.</param>
    /// <param name="columns">Which column is which, by number from 0; null where their names say it.</param>
    public async Task<(ImportResult? Result, IResult? Problem)> From(
        Stream csv, Guid chatbotId, bool overwrite, CurrentAgent agent, CancellationToken ct, IReadOnlyDictionary<string, int>? columns = null)
    {
        if (!await db.Chatbots.VisibleTo(agent).AnyAsync(c => c.Id == chatbotId, ct))
        {
            return (null, Problem.NotFound("chatbot_not_found"));
        }

        var sheet = FaqSheet.Read(await All(csv, ct), columns);
        if (sheet.Problem is { } unreadable)
        {
            return (null, Problem.Of(422, "file_refused", unreadable));
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var result = await Take(sheet, chatbotId, overwrite, agent, ct);
        db.Record(AuditEntry.By(agent, "faq.imported", chatbotId, null, clock.GetUtcNow(), after: new { chatbot_id = chatbotId, result.Imported, result.Skipped, errors = result.Errors.Count }));
        await db.SaveKnowledge(chatbotId, ct);
        await db.CommitAsync(ct);
        return (result, null);
    }

    /// <summary>For the owner to look at before anything is taken.</summary>
    public static async Task<FaqSheet> Preview(Stream csv, IReadOnlyDictionary<string, int>? columns, CancellationToken ct) => FaqSheet.Read(await All(csv, ct), columns);

    private async Task<ImportResult> Take(FaqSheet sheet, Guid chatbotId, bool overwrite, CurrentAgent agent, CancellationToken ct)
    {
        var faqs = await Known(sheet, chatbotId, overwrite, ct);
        var (imported, skipped, now, errors) = (0, 0, clock.GetUtcNow(), sheet.Errors.ToList());
        var (added, changed) = (new HashSet<Source>(), new HashSet<Source>());
        foreach (var (row, content) in sheet.Lines)
        {
            var question = FaqContent.Fold(content.Question);
            if (!faqs.TryGetValue(question, out var known))
            {
                faqs[question] = known = Source.Faq(agent.WorkspaceId, chatbotId, content, now, agent.MemberId);
                added.Add(known);
                imported++;
            }
            else if (overwrite && known is not null)
            {
                known.Edit(Over(FaqContent.Of(known), content, sheet.Columns), now);
                changed.Add(known);
                imported++;
            }
            else
            {
                errors.Add(new ImportError(row, "This question is there already, so the row was skipped."));
                skipped++;
            }
        }

        changed.ExceptWith(added); // a question that stands twice in the file
        await db.InsertFaqs(added, ct);
        await db.UpdateFaqs(changed, ct);
        return new ImportResult(imported, skipped, [.. errors.OrderBy(e => e.Row)]);
    }

    /// <summary>The chatbot's FAQs by their questions; whole only where they may be overwritten.</summary>
    private async Task<Dictionary<string, Source?>> Known(FaqSheet sheet, Guid chatbotId, bool overwrite, CancellationToken ct)
    {
        var all = db.Sources.AsNoTracking().Where(s => s.ChatbotId == chatbotId && s.Kind == SourceKind.Faq);
        var titles = await all.Select(s => new { s.Id, s.Title }).ToListAsync(ct);
        var known = new Dictionary<string, Source?>();
        var wanted = overwrite ? sheet.Lines.Select(l => FaqContent.Fold(l.Content.Question)).ToHashSet() : [];
        var ids = titles.Where(t => wanted.Contains(FaqContent.Fold(t.Title))).Select(t => t.Id).ToList();
        var whole = ids.Count == 0 ? [] : await all.Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        foreach (var faq in titles)
        {
            known.TryAdd(FaqContent.Fold(faq.Title), whole.GetValueOrDefault(faq.Id));
        }

        return known;
    }

    /// <summary>What the file has no column for stays as it is.</summary>
    private static FaqContent Over(FaqContent old, FaqContent row, IReadOnlyDictionary<string, int> columns) => row with
    {
        Question = old.Question,
        Category = columns.ContainsKey("category") ? row.Category : old.Category,
        Tags = columns.ContainsKey("tags") ? row.Tags : old.Tags,
        AlternativeQuestions = columns.ContainsKey("alternative_questions") ? row.AlternativeQuestions : old.AlternativeQuestions,
        Priority = columns.ContainsKey("priority") ? row.Priority : old.Priority,
        Status = columns.ContainsKey("status") ? row.Status : old.Status,
        RelatedUrls = columns.ContainsKey("related_urls") ? row.RelatedUrls : old.RelatedUrls,
        RelatedSources = old.RelatedSources,
    };

    private static async Task<byte[]> All(Stream csv, CancellationToken ct)
    {
        using var copy = new MemoryStream();
        await csv.CopyToAsync(copy, ct);
        return copy.ToArray();
    }
}
