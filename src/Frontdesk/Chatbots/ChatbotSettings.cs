using Frontdesk.Platform.Http;

namespace Frontdesk.Chatbots;

/// <summary>Everything an owner can set, kept as one document. Bounds are checked by <see cref="Check"/>.</summary>
public sealed class ChatbotSettings
{
    public string Personality { get; set; } = "friendly";
    public string Greeting { get; set; } = "Hi! How can I help you today?";
    public List<string> StarterQuestions { get; set; } = [];
    /// <summary>The owner's own rules, added to the model's instructions.</summary>
    public string Instructions { get; set; } = "";
    public string ContactEmail { get; set; } = "";
    /// <summary>"shop.example" or "*.shop.example"; empty allows every website.</summary>
    public List<string> AllowedDomains { get; set; } = [];
    /// <summary>Whether a visitor who has rated is also asked how likely they recommend the company.</summary>
    public bool NpsEnabled { get; set; }
    /// <summary>After how many minutes without an answer a customer counts as gone.</summary>
    public int InactivityMinutes { get; set; } = 5;
    public AppearanceSettings Appearance { get; set; } = new();
    public AiSettings Ai { get; set; } = new();

    public Errors Check(Errors errors) => errors
        .Unless(Personality is "professional" or "friendly" or "casual", "personality", "Choose professional, friendly or casual.")
        .Unless(Greeting.Length is > 0 and <= 500, "greeting_message", "A greeting has 1 to 500 characters.")
        .Unless(StarterQuestions.Count <= 5 && StarterQuestions.TrueForAll(q => q.Length is > 0 and <= 120), "starter_questions", "Use at most 5 starter questions of at most 120 characters.")
        .Unless(Instructions.Length <= 4000, "instructions", "Instructions have at most 4,000 characters.")
        .Unless(ContactEmail.Length == 0 || System.Net.Mail.MailAddress.TryCreate(ContactEmail, out _), "contact_email", "This is not an e-mail address.")
        .Unless(AllowedDomains.Count <= 50 && AllowedDomains.TrueForAll(AllowedDomain.IsValid), "allowed_domains", "Write each domain as shop.example or *.shop.example, at most 50.")
        .Unless(InactivityMinutes is >= 1 and <= 30, "inactivity_timeout", "A customer counts as gone after 1 to 30 minutes.")
        .Unless(Color.IsHex(Appearance.Accent), "primary_color", "Write the colour as #rrggbb.")
        .Unless(Appearance.Position is "bottom-right" or "bottom-left", "position", "Choose bottom-right or bottom-left.")
        .Unless(Appearance.Size is "small" or "medium" or "large", "size", "Choose small, medium or large.")
        .Unless(Appearance.ButtonText.Length <= 40, "button_text", "The button's text has at most 40 characters.")
        .Unless(Ai.Provider is "built_in" or "openai" or "anthropic", "provider", "Choose built_in, openai or anthropic.")
        .Unless(Ai.BaseUrl.Length == 0 || Uri.TryCreate(Ai.BaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https", "base_url", "This is not a web address.")
        .Unless(Ai.Provider == "built_in" || Ai.Model.Length is > 0 and <= 200, "model", "Name the model, for example gpt-4o-mini.")
        .Unless(Ai.Temperature is >= 0 and <= 2, "temperature", "The temperature is between 0 and 2.")
        .Unless(Ai.MaxTokens is >= 100 and <= 2000, "max_tokens", "The longest answer is between 100 and 2,000 tokens.")
        .Unless(Ai.ConfidenceThreshold is >= 0.3 and <= 0.95, "confidence_threshold", "The threshold is between 0.30 and 0.95.");
}

public sealed class AppearanceSettings
{
    public string Accent { get; set; } = "#2f5d62";
    public string Position { get; set; } = "bottom-right";
    public string Size { get; set; } = "medium";
    public string ButtonText { get; set; } = "Chat with us";
}

public sealed class AiSettings
{
    /// <summary>Off: every message waits for a person.</summary>
    public bool Enabled { get; set; } = true;
    public string Provider { get; set; } = "built_in";
    public string BaseUrl { get; set; } = "";
    public string Model { get; set; } = "";
    public double Temperature { get; set; } = 0.7;
    public int MaxTokens { get; set; } = 500;
    /// <summary>Below it a person is offered; see docs/decisions on confidence.</summary>
    public double ConfidenceThreshold { get; set; } = 0.70;
    /// <summary>Whether the AI answers again when the person who took over falls silent.</summary>
    public bool AiAfterSilentAgent { get; set; }
}
