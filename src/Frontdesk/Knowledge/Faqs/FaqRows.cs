using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>
/// Writes many FAQs with few statements, in the transaction that is under way. With a statement for each of 20,000 an import took
/// half a minute where it now takes seconds.
/// </summary>
public static class FaqRows
{
    private const int AtOnce = 1_000;

    /// <summary>What a FAQ has that other sources do not is here; all else is as the table has it for new rows.</summary>
    private sealed record Row(
        Guid Id, string Title, string Body, SourceStatus Status, SourcePriority Priority, string? Category, string[] Tags, string[] AlternativeQuestions, Guid[] RelatedSources, string[] RelatedUrls, int PassageCount)
    {
        public static Row Of(Source faq) => new(
            faq.Id, faq.Title, faq.Body, faq.Status, faq.Priority, faq.Category, faq.Tags, faq.AlternativeQuestions, faq.RelatedSources, faq.RelatedUrls, faq.PassageCount);
    }

    /// <param name="faqs">Of one chatbot, made by one member at one instant.</param>
    public static async Task InsertFaqs(this FrontdeskDb db, IEnumerable<Source> faqs, CancellationToken ct)
    {
        foreach (var some in faqs.Chunk(AtOnce))
        {
            var (first, rows) = (some[0], Rows(some));
            await db.Database.ExecuteSqlAsync($"""
                insert into sources (id, workspace_id, chatbot_id, kind, title, body, status, priority, category, tags, alternative_questions, related_sources, related_urls, passage_count, created_by, created_at, updated_at)
                select id, {first.WorkspaceId}, {first.ChatbotId}, 'faq', title, body, status, priority, category, tags, alternative_questions, related_sources, related_urls, passage_count, {first.CreatedBy}::uuid, {first.CreatedAt}, {first.UpdatedAt}
                from jsonb_to_recordset({rows}::jsonb) as faq (
                  id uuid, title text, body text, status text, priority text, category text, tags text[], alternative_questions text[], related_sources uuid[], related_urls text[], passage_count int)
                """, ct);
        }
    }

    /// <param name="faqs">Changed at one instant.</param>
    public static async Task UpdateFaqs(this FrontdeskDb db, IEnumerable<Source> faqs, CancellationToken ct)
    {
        foreach (var some in faqs.Chunk(AtOnce))
        {
            // By the id alone: with the chatbot beside it, a planner without statistics compares each row with all of the chatbot's.
            var (first, rows) = (some[0], Rows(some));
            await db.Database.ExecuteSqlAsync($"""
                update sources s set (title, body, status, priority, category, tags, alternative_questions, related_sources, related_urls, passage_count, updated_at)
                  = (faq.title, faq.body, faq.status, faq.priority, faq.category, faq.tags, faq.alternative_questions, faq.related_sources, faq.related_urls, faq.passage_count, {first.UpdatedAt})
                from jsonb_to_recordset({rows}::jsonb) as faq (
                  id uuid, title text, body text, status text, priority text, category text, tags text[], alternative_questions text[], related_sources uuid[], related_urls text[], passage_count int)
                where s.id = faq.id
                """, ct);
        }
    }

    private static string Rows(IEnumerable<Source> faqs) => JsonSerializer.Serialize(faqs.Select(Row.Of), Json.Options);
}
