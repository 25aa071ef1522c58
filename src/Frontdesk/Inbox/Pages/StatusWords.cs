using Frontdesk.Conversations;
using Frontdesk.Platform.Layout;

namespace Frontdesk.Inbox.Pages;

/// <summary>What a status is called and how it looks.</summary>
internal static class StatusWords
{
    public static string Words(this ConversationRow row) => row.Status switch
    {
        _ when row.AwaitsPerson => "Needs a person",
        ConversationStatus.Active => "AI is answering",
        ConversationStatus.Waiting => "Waiting for customer",
        ConversationStatus.Escalated => "Needs a person",
        ConversationStatus.AgentHandling => row.AssignedAgent is { } agent ? $"With {agent.Name}" : "With a person",
        ConversationStatus.Resolved => "Resolved",
        ConversationStatus.Abandoned => "Customer left",
        _ => "Archived",
    };

    public static Meaning Meaning(this ConversationRow row) => row.Status switch
    {
        _ when row.AwaitsPerson => Platform.Layout.Meaning.Warning,
        ConversationStatus.Active => Platform.Layout.Meaning.Accent,
        ConversationStatus.Escalated => Platform.Layout.Meaning.Warning,
        ConversationStatus.AgentHandling => Platform.Layout.Meaning.Info,
        ConversationStatus.Resolved => Platform.Layout.Meaning.Success,
        _ => Platform.Layout.Meaning.Neutral,
    };

    public static string? Icon(this ConversationRow row) => row.Status switch
    {
        _ when row.AwaitsPerson => "hand",
        ConversationStatus.Active => "sparkles",
        ConversationStatus.Escalated => "hand",
        ConversationStatus.AgentHandling => "user-check",
        ConversationStatus.Resolved => "check",
        _ => null,
    };

    public static bool AiHandled(this ConversationRow row) =>
        row is { AssignedAgent: null, AwaitsPerson: false } && row.Status is ConversationStatus.Active or ConversationStatus.Waiting;
}
