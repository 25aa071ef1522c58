namespace Frontdesk.Knowledge.Indexes.Pages;

/// <summary>The form that chooses a model.</summary>
/// <param name="Provider">none or openai.</param>
/// <param name="ApiKeyEnding">The last four characters of the stored key, null when none is stored. The key itself is never shown.</param>
public sealed record EmbeddingForm(string Provider, string BaseUrl, string Model, string Dimensions, string? ApiKeyEnding);

/// <summary>How a trial went.</summary>
public sealed record TrialOutcome(EmbeddingTrial? Worked, string? Failure);
