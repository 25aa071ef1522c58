namespace Frontdesk.Answers.Providers;

/// <summary><see cref="OpenAi"/> stands for every endpoint that speaks OpenAI's chat completions (Groq, Ollama, vLLM, Mistral …).</summary>
public enum ProviderKind
{
    BuiltIn,
    OpenAi,
    Anthropic,
}

/// <summary>Where a chatbot's answers come from.</summary>
/// <param name="BaseUrl">Null for the vendor's own; else without the path of a call, e.g. <c>http://ollama:11434/v1</c>.</param>
/// <param name="ApiKey">Empty for endpoints that ask for none.</param>
public sealed record ProviderSettings(ProviderKind Kind, string? BaseUrl, string Model, string ApiKey)
{
    /// <summary>A record prints all its properties; this one must never print the key into a log.</summary>
    public override string ToString() => $"{Kind} {Model} {BaseUrl}".TrimEnd();
}
