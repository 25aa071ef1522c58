namespace Frontdesk.Chatbots.Pages;

/// <summary>A chatbot in the list.</summary>
/// <param name="AccentColor">As <c>#rrggbb</c>.</param>
/// <param name="Seen">Where its widget was last loaded, null while it is not installed.</param>
public sealed record ChatbotRow(string Id, string Name, bool Active, string AccentColor, int Conversations, int Sources, SeenOn? Seen);

/// <summary>A website that loaded the widget.</summary>
public sealed record SeenOn(string Host, DateTimeOffset At);
