namespace Frontdesk.Chatbots;

/// <summary>A chatbot over the API. The provider's key is never shown, only whether there is one and its last characters.</summary>
public sealed record ChatbotView(
    Guid Id, Guid WorkspaceId, string PublicKey, string Name, ChatbotStatus Status, int Version, string EmbedCode, string Personality, string GreetingMessage,
    IReadOnlyList<string> StarterQuestions, string Instructions, string ContactEmail, IReadOnlyList<string> AllowedDomains, int InactivityTimeout, object AiSettings, object WidgetSettings, bool NpsEnabled,
    string? SeenOn, DateTimeOffset? SeenAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static ChatbotView Of(Chatbot chatbot, EmbedCode embed)
    {
        var settings = chatbot.Settings;
        return new ChatbotView(
            chatbot.Id, chatbot.WorkspaceId, chatbot.PublicKey, chatbot.Name, chatbot.Status, chatbot.Version, embed.For(chatbot.PublicKey), settings.Personality, settings.Greeting,
            settings.StarterQuestions, settings.Instructions, settings.ContactEmail, settings.AllowedDomains, settings.InactivityMinutes,
            new
            {
                settings.Ai.Enabled,
                settings.Ai.Provider,
                settings.Ai.BaseUrl,
                settings.Ai.Model,
                settings.Ai.Temperature,
                settings.Ai.MaxTokens,
                settings.Ai.ConfidenceThreshold,
                settings.Ai.AiAfterSilentAgent,
                api_key_set = chatbot.ProviderKeyEncrypted is not null,
                api_key_hint = chatbot.ProviderKeyHint,
                last_error = chatbot.ProviderError,
                last_error_at = chatbot.ProviderErrorAt,
            },
            new { primary_color = settings.Appearance.Accent, settings.Appearance.Position, settings.Appearance.Size, settings.Appearance.ButtonText },
            settings.NpsEnabled,
            chatbot.SeenOn, chatbot.SeenAt, chatbot.CreatedAt, chatbot.UpdatedAt);
    }
}
