namespace Frontdesk.Knowledge.Faqs;

/// <summary>A FAQ over the API.</summary>
public static class FaqView
{
    public static object Of(Source s) => new
    {
        s.Id,
        s.ChatbotId,
        question = s.Title,
        answer = s.Body,
        s.AlternativeQuestions,
        s.Category,
        s.Tags,
        s.Priority,
        s.Status,
        metadata = new { related_docs = s.RelatedSources, s.RelatedUrls },
        usage_count = s.UsedCount,
        s.HelpfulCount,
        s.NotHelpfulCount,
        s.LastUsedAt,
        s.CreatedBy,
        s.CreatedAt,
        s.UpdatedAt,
    };
}
