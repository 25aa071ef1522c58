namespace Frontdesk.Knowledge;

/// <summary>A document or text as the API shows it.</summary>
public static class DocumentView
{
    /// <param name="s">The source.</param>
    /// <param name="whole">With the text that was written, for who reads one.</param>
    public static object Of(Source s, bool whole) => new
    {
        s.Id,
        s.ChatbotId,
        s.Kind,
        s.Title,
        filename = s.FileName,
        s.SizeBytes,
        mime_type = s.MediaType,
        s.Status,
        s.Step,
        s.Progress,
        error = s.Failure,
        error_code = s.FailureCode,
        s.Note,
        content = s.Kind == SourceKind.Text && whole ? s.Body : null,
        metadata = new { s.Title, s.Category, language = s.Language ?? s.GuessedLanguage, s.Version, s.Author },
        s.Pages,
        passages = s.PassageCount,
        s.Characters,
        s.Tokens,
        processing_started_at = s.ReadingBeganAt,
        processing_time_seconds = s.ReadingSeconds,
        usage_count = s.UsedCount,
        s.LastUsedAt,
        s.CreatedAt,
        s.UpdatedAt,
    };

    public static object Of(StoredPassage p) => new { p.Id, p.Ordinal, p.Heading, p.Page, p.Content, p.Tokens };
}
