using Frontdesk.Platform.Http;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>What an owner writes as a FAQ.</summary>
public sealed record FaqContent(
    string Question, string Answer, IReadOnlyList<string> AlternativeQuestions, string? Category, IReadOnlyList<string> Tags,
    SourcePriority Priority = SourcePriority.Medium, SourceStatus Status = SourceStatus.Active)
{
    /// <summary>Trimmed, with empty entries gone.</summary>
    public static FaqContent From(string? question, string? answer, IEnumerable<string>? alternatives, string? category, IEnumerable<string>? tags,
        SourcePriority priority = SourcePriority.Medium, SourceStatus status = SourceStatus.Active) => new(
        (question ?? "").Trim(), (answer ?? "").Trim(), Trimmed(alternatives), Optional(category), Trimmed(tags), priority, status);

    public static FaqContent Of(Source faq) => new(faq.Title, faq.Body, faq.AlternativeQuestions, faq.Category, faq.Tags, faq.Priority, faq.Status);

    public Errors Check() => new Errors()
        .Unless(Question.Length is >= 3 and <= 500, "question", "A question has 3 to 500 characters.")
        .Unless(Answer.Length is >= 1 and <= 10_000, "answer", "An answer has 1 to 10,000 characters.")
        .Unless(AlternativeQuestions.Count <= 50 && AlternativeQuestions.All(q => q.Length <= 500), "alternative_questions", "Use at most 50 other phrasings of at most 500 characters.")
        .Unless((Category ?? "").Length <= 100, "category", "A category has at most 100 characters.")
        .Unless(Tags.Count <= 30 && Tags.All(t => t.Length <= 50), "tags", "Use at most 30 tags of at most 50 characters.")
        .Unless(Status is SourceStatus.Active or SourceStatus.Inactive or SourceStatus.Draft, "status", "A FAQ is active, inactive or draft.");

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static List<string> Trimmed(IEnumerable<string>? texts) => [.. (texts ?? []).Select(t => t.Trim()).Where(t => t.Length > 0).Distinct()];
}
