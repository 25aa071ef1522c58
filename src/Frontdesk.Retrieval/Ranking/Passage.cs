namespace Frontdesk.Retrieval;

public enum PassageKind { Faq, Text }

/// <summary>
/// One indexed piece of knowledge. For a FAQ, <paramref name="Questions"/> holds the question and its other phrasings and
/// <paramref name="Body"/> the answer.
/// </summary>
public sealed record Passage(
    Guid Id, Guid SourceId, PassageKind Kind, string Title, string Heading, string Body, IReadOnlyList<string> Questions);

/// <summary>
/// A passage found. <paramref name="Confidence"/> estimates in 0..1 that it answers the query; <paramref name="Score"/> only
/// orders the hits of one search.
/// </summary>
public sealed record Hit(Passage Passage, double Score, double Confidence);
