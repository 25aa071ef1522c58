using System.Text.Json;
using Frontdesk.Conversations;

namespace Frontdesk.Inbox.Pages;

/// <summary>One quiet sentence for each event.</summary>
internal static class EventWords
{
    public static string Words(this EventView e) => e.Kind switch
    {
        EventKind.Created => "The conversation started",
        EventKind.Escalated => e.Text("reason") switch
        {
            AskForPerson.Reason => "The customer asked for a person",
            "ai_off" => "A person is needed: the AI is switched off",
            "failed_answers" => "A person is needed: the AI found no answer",
            _ => "A person is needed",
        },
        EventKind.AgentJoined => $"{Who(e)} took over",
        EventKind.AgentLeft when e.Text("reason") == "silent" => $"{Who(e)} did not answer for ten minutes, so the customer waits for somebody else",
        EventKind.AgentLeft => $"{Who(e)} left the conversation",
        EventKind.ReturnedToAi => $"{Who(e)} returned the conversation to AI",
        EventKind.Resolved => $"{Who(e)} resolved the conversation",
        EventKind.Reopened => $"{Who(e)} reopened the conversation",
        EventKind.Rated when e.Text("nps") is { } nps => $"The customer would recommend you with {nps} of 10",
        EventKind.Rated => $"The customer rated the conversation {e.Text("score")} of 5",
        EventKind.Abandoned => "The customer did not come back",
        EventKind.Archived when e.ByType == ActorType.Automation => "Archived automatically",
        EventKind.Archived => $"{Who(e)} archived the conversation",
        EventKind.ProviderFailed => With("The AI provider failed, the built-in answerer stepped in", e.Text("message")),
        _ => e.Kind.ToString(),
    };

    public static string Icon(this EventView e) => e.Kind switch
    {
        EventKind.Escalated => "hand",
        EventKind.AgentJoined => "user-check",
        EventKind.ReturnedToAi => "sparkles",
        EventKind.Resolved => "circle-check",
        EventKind.Reopened => "rotate-ccw",
        EventKind.Rated => "star",
        EventKind.Archived => "archive",
        EventKind.ProviderFailed => "triangle-alert",
        EventKind.AgentLeft or EventKind.Abandoned => "log-out",
        _ => "message-square",
    };

    private static string Who(EventView e) => e.By ?? Name(e.Data) ?? (e.ByType == ActorType.Customer ? "The customer" : "Someone");

    private static string? Name(JsonElement data) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty("agent", out var agent) && agent.ValueKind == JsonValueKind.Object
        && agent.TryGetProperty("name", out var name) ? name.ToString() : null;

    private static string? Text(this EventView e, string property) =>
        e.Data.ValueKind == JsonValueKind.Object && e.Data.TryGetProperty(property, out var value) && value.ToString() is { Length: > 0 } text ? text : null;

    private static string With(string sentence, string? detail) => detail is null ? sentence : $"{sentence}: {detail}";
}
