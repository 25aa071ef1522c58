using System.Text.Json;
using Frontdesk.Platform.Text;

namespace Frontdesk.Team.Audit;

/// <summary>A line of the log as the API and exports write it.</summary>
public sealed record AuditView(
    Guid Id, DateTimeOffset At, AuditView.Who Actor, string Action, AuditView.What Resource, string? Ip, string? UserAgent, JsonElement? Before, JsonElement? After)
{
    public sealed record Who(ActorType Type, Guid? Id, string Name);

    public sealed record What(string Type, Guid? Id, string? Name);

    public static AuditView Of(AuditEntry e) => new(
        e.Id, e.At, new Who(e.ActorType, e.ActorId, e.ActorName), e.Action, new What(e.ResourceType, e.ResourceId, e.ResourceName), e.Ip, e.UserAgent, Fields(e.Before), Fields(e.After));

    private static JsonElement? Fields(string? json) => json is null ? null : JsonSerializer.Deserialize<JsonElement>(json, Json.Options);
}
