using Frontdesk.Platform.Http;

namespace Frontdesk.Knowledge.Faqs;

/// <summary>What an owner writes as a FAQ.</summary>
public sealed record FaqContent(
    string Question, string Answer, IReadOnlyList<string> AlternativeQuestions, string? Category, IReadOnlyList<string> Tags,
    SourcePriority Priority = SourcePriority.Medium, SourceStatus Status = SourceStatus.Active)
{
    public const int LongestQuestion = 500;
    public const int MostPhrasings = 50;

    /// <summary>Documents and texts of the same chatbot that say more.</summary>
    public IReadOnlyList<Guid> RelatedSources { get; init; } = [];

    public IReadOnlyList<string> RelatedUrls { get; init; } = [];

    /// <summary>Trimmed, with empty entries gone. Phrasings, tags and addresses are single lines.</summary>
    public static FaqContent From(string? question, string? answer, IEnumerable<string>? alternatives, string? category, IEnumerable<string>? tags,
        SourcePriority priority = SourcePriority.Medium, SourceStatus status = SourceStatus.Active) => new(
        OneLine(question ?? ""), (answer ?? "").Trim(), Distinct(alternatives), Optional(category), Distinct(tags), priority, status);

    public static FaqContent Of(Source faq) => new(faq.Title, faq.Body, faq.AlternativeQuestions, faq.Category, faq.Tags, faq.Priority, faq.Status)
    {
        RelatedSources = faq.RelatedSources,
        RelatedUrls = faq.RelatedUrls,
    };

    public FaqContent Leading(IEnumerable<Guid>? sources, IEnumerable<string>? urls) => this with { RelatedSources = [.. (sources ?? []).Distinct()], RelatedUrls = Distinct(urls) };

    /// <summary>Known by one more way of asking; the same where it is known already.</summary>
    public FaqContent AlsoAsked(IEnumerable<string> questions) => this with
    {
        AlternativeQuestions = [.. AlternativeQuestions.Concat(questions.Select(OneLine).Where(q => q.Length > 0)).DistinctBy(Fold).Where(q => Fold(q) != Fold(Question))],
    };

    public Errors Check() => new Errors()
        .Unless(Question.Length is >= 3 and <= LongestQuestion, "question", "A question has 3 to 500 characters.")
        .Unless(Answer.Length <= 10_000 && (Answer.Length > 0 || Status == SourceStatus.Draft), "answer", "An answer has 1 to 10,000 characters. Only a draft may wait for one.")
        .Unless(AlternativeQuestions.Count <= MostPhrasings && AlternativeQuestions.All(q => q.Length <= LongestQuestion), "alternative_questions", "Use at most 50 other phrasings of at most 500 characters.")
        .Unless((Category ?? "").Length <= 100, "category", "A category has at most 100 characters.")
        .Unless(Tags.Count <= 30 && Tags.All(t => t.Length <= 50 && !t.Contains(',')), "tags", "Use at most 30 tags of at most 50 characters, without commas.")
        .Unless(RelatedSources.Count <= 20, "related_docs", "Name at most 20 documents.")
        .Unless(RelatedUrls.Count <= 20 && RelatedUrls.All(IsWebAddress), "related_urls", "Name at most 20 addresses that begin with https:// or http://.")
        .Unless(Status is SourceStatus.Active or SourceStatus.Inactive or SourceStatus.Draft, "status", "A FAQ is active, inactive or draft.");

    /// <summary>Two questions that differ in case and spaces alone are one.</summary>
    public static string Fold(string question) => OneLine(question).ToLowerInvariant();

    /// <summary>Only what a browser may safely follow: no script, no file, no name and password in front of the host.</summary>
    private static bool IsWebAddress(string text) =>
        text.Length <= 2000 && !text.Any(char.IsWhiteSpace) && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0;

    private static string? Optional(string? text) => string.IsNullOrWhiteSpace(text) ? null : OneLine(text);

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static List<string> Distinct(IEnumerable<string>? texts) => [.. (texts ?? []).Select(OneLine).Where(t => t.Length > 0).Distinct()];
}
