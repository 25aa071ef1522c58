namespace Frontdesk.Answers.Embeddings;

/// <summary>Where vectors come from: any endpoint that speaks OpenAI's embeddings.</summary>
/// <param name="BaseUrl">Null for OpenAI's own; else without the path of the call, e.g. <c>http://ollama:11434/v1</c>.</param>
/// <param name="Dimensions">How many to ask for; null leaves it to the model.</param>
/// <param name="ApiKey">Empty for endpoints that ask for none.</param>
public sealed record EmbeddingSettings(string? BaseUrl, string Model, int? Dimensions, string ApiKey)
{
    /// <summary>A record prints all its properties; this one must never print the key into a log.</summary>
    public override string ToString() => $"{Model} {BaseUrl}".TrimEnd();
}
