namespace Frontdesk.Chatbots.Pages;

/// <summary>Which chatbot the settings belong to.</summary>
public sealed record ChatbotHead(string Id, string Name, bool Active);

/// <summary>The form that makes a chatbot.</summary>
/// <param name="Personality">professional, friendly or casual.</param>
public sealed record NewChatbotValues(string Name = "", string WebsiteUrl = "", string Personality = "friendly", string Greeting = "");

/// <param name="Name">3 to 50 characters.</param>
/// <param name="Personality">professional, friendly or casual.</param>
/// <param name="StarterQuestions">At most five.</param>
public sealed record GeneralForm(string Name, string Personality, string Greeting, IReadOnlyList<string> StarterQuestions, string Instructions, bool Active, string ContactEmail, bool Nps, int? InactivityMinutes);

/// <param name="AccentColor">As <c>#rrggbb</c>.</param>
/// <param name="Position">bottom-right or bottom-left.</param>
/// <param name="Size">small, medium or large.</param>
/// <param name="ButtonText">Words beside the launcher; empty for the icon alone.</param>
public sealed record AppearanceForm(string AccentColor, string Position, string Size, string ButtonText);

/// <param name="Provider">builtin, openai, anthropic, or off where people answer everything.</param>
/// <param name="ApiKeyEnding">The last four characters of the stored key, null when none is stored. The key itself is never shown.</param>
/// <param name="Temperature">0 to 2.</param>
/// <param name="MaxTokens">100 to 2000.</param>
/// <param name="ConfidenceThreshold">0 to 1: below it a person is offered.</param>
public sealed record AiForm(
    string Provider, string BaseUrl, string Model, string? ApiKeyEnding, double Temperature, int MaxTokens, double ConfidenceThreshold, ProviderFailure? LastFailure, bool AfterSilentAgent);

/// <summary>What the provider last refused, in its own words.</summary>
public sealed record ProviderFailure(string Message, DateTimeOffset At);

/// <param name="Snippet">The line to paste into a website.</param>
/// <param name="AllowedDomains">Where the widget may run; empty for everywhere.</param>
/// <param name="DemoHref">A page of this installation that carries the widget.</param>
public sealed record InstallForm(string Snippet, string PublicKey, IReadOnlyList<string> AllowedDomains, SeenOn? Seen, string? DemoHref = null);
