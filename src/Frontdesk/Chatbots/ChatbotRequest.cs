using System.Text.Json;

namespace Frontdesk.Chatbots;

/// <summary>What may be set on a chatbot. What is not named stays as it is.</summary>
public sealed record ChatbotRequest(
    string? Name = null,
    ChatbotStatus? Status = null,
    string? Personality = null,
    string? GreetingMessage = null,
    IReadOnlyList<string>? StarterQuestions = null,
    string? Instructions = null,
    string? ContactEmail = null,
    IReadOnlyList<string>? AllowedDomains = null,
    ChatbotRequest.Ai? AiSettings = null,
    ChatbotRequest.Widget? WidgetSettings = null,
    bool? NpsEnabled = null,
    int? InactivityTimeout = null)
{
    /// <summary><c>ApiKey</c> is written only; an empty one removes the key.</summary>
    public sealed record Ai(
        bool? Enabled = null, string? Provider = null, string? BaseUrl = null, string? Model = null, string? ApiKey = null,
        double? Temperature = null, int? MaxTokens = null, double? ConfidenceThreshold = null, bool? AiAfterSilentAgent = null);

    public sealed record Widget(string? PrimaryColor = null, string? Position = null, string? Size = null, string? ButtonText = null);

    /// <summary>A copy of the settings with what the request names.</summary>
    public ChatbotSettings ApplyTo(ChatbotSettings known)
    {
        var settings = JsonSerializer.Deserialize<ChatbotSettings>(JsonSerializer.Serialize(known))!;
        settings.Personality = Personality ?? settings.Personality;
        settings.Greeting = GreetingMessage?.Trim() ?? settings.Greeting;
        settings.StarterQuestions = Lines(StarterQuestions) ?? settings.StarterQuestions;
        settings.Instructions = Instructions?.Trim() ?? settings.Instructions;
        settings.ContactEmail = ContactEmail?.Trim() ?? settings.ContactEmail;
        settings.AllowedDomains = Lines(AllowedDomains)?.ConvertAll(AllowedDomain.Clean) ?? settings.AllowedDomains;
        settings.NpsEnabled = NpsEnabled ?? settings.NpsEnabled;
        settings.InactivityMinutes = InactivityTimeout ?? settings.InactivityMinutes;
        Apply(AiSettings, settings.Ai);
        Apply(WidgetSettings, settings.Appearance);
        return settings;
    }

    private static void Apply(Ai? wish, AiSettings ai)
    {
        ai.Enabled = wish?.Enabled ?? ai.Enabled;
        ai.Provider = wish?.Provider ?? ai.Provider;
        ai.BaseUrl = wish?.BaseUrl?.Trim() ?? ai.BaseUrl;
        ai.Model = wish?.Model?.Trim() ?? ai.Model;
        ai.Temperature = wish?.Temperature ?? ai.Temperature;
        ai.MaxTokens = wish?.MaxTokens ?? ai.MaxTokens;
        ai.ConfidenceThreshold = wish?.ConfidenceThreshold ?? ai.ConfidenceThreshold;
        ai.AiAfterSilentAgent = wish?.AiAfterSilentAgent ?? ai.AiAfterSilentAgent;
    }

    private static void Apply(Widget? wish, AppearanceSettings appearance)
    {
        appearance.Accent = wish?.PrimaryColor?.ToLowerInvariant() ?? appearance.Accent;
        appearance.Position = wish?.Position ?? appearance.Position;
        appearance.Size = wish?.Size ?? appearance.Size;
        appearance.ButtonText = wish?.ButtonText?.Trim() ?? appearance.ButtonText;
    }

    private static List<string>? Lines(IEnumerable<string>? lines) => lines is null ? null : [.. lines.Select(l => l.Trim()).Where(l => l.Length > 0)];
}
