namespace Frontdesk.Retrieval;

/// <summary>A passage under examination. <paramref name="Score"/> compares within its kind, see <see cref="RankingWeights"/>.</summary>
internal sealed record Candidate(int Passage, Evidence Evidence, FaqMatch? Faq, float Score);
