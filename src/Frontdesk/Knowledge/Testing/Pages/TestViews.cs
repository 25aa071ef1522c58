namespace Frontdesk.Knowledge.Testing.Pages;

/// <summary>What the chatbot would find for a question.</summary>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Threshold">The chatbot's own, 0 to 1.</param>
public sealed record TestOutcome(
    string Query, IReadOnlyList<RankedPassage> Passages, string? SuggestedAnswer, double Confidence, double Threshold, TestOutcomeKind Kind, double Milliseconds);

/// <param name="Score">0 to 1.</param>
/// <param name="SourceType">document, text, url or faq.</param>
public sealed record RankedPassage(int Rank, double Score, string SourceType, string SourceId, string Title, string Content, int? Page, TestReason Why);
