namespace Frontdesk.Knowledge.Pages;

/// <summary>A chatbot to switch to.</summary>
public sealed record ChatbotChoice(string Id, string Name);

/// <summary>A source in the list.</summary>
/// <param name="Kind">pdf, docx, txt, html, csv, text, url …</param>
/// <param name="Status">pending, processing, completed or failed.</param>
/// <param name="Reason">Why it failed and what to do, in words.</param>
public sealed record SourceRow(string Id, string Title, string Kind, string Status, string? Reason, int Passages, long Bytes, DateTimeOffset UpdatedAt);

/// <summary>A piece of a source, as it is found and quoted.</summary>
public sealed record SourcePassage(int Number, string? Heading, string Text);

/// <param name="Status">active or inactive.</param>
/// <param name="Phrasings">How many other ways of asking are known.</param>
public sealed record FaqRow(string Id, string Question, string? Category, string Status, int Phrasings, DateTimeOffset UpdatedAt);

/// <summary>The form of a FAQ.</summary>
/// <param name="Id">Null for a new one.</param>
/// <param name="AlternativeQuestions">One a line.</param>
/// <param name="Tags">Separated by commas.</param>
/// <param name="Priority">high, medium or low.</param>
public sealed record FaqValues(
    string? Id = null, string Question = "", string Answer = "", string AlternativeQuestions = "", string Category = "", string Tags = "", string Priority = "medium", string Status = "active");

/// <summary>The form of a written text.</summary>
public sealed record TextValues(string Title = "", string Content = "");

/// <summary>What the chatbot would find for a question.</summary>
/// <param name="Confidence">0 to 1.</param>
public sealed record TestOutcome(string Query, IReadOnlyList<RankedPassage> Passages, string? SuggestedAnswer, double Confidence, double Milliseconds);

/// <param name="Score">0 to 1.</param>
/// <param name="SourceType">document, text, url or faq.</param>
public sealed record RankedPassage(int Rank, double Score, string SourceType, string SourceId, string Title, string Content);

