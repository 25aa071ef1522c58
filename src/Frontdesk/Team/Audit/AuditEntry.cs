using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;

namespace Frontdesk.Team.Audit;

public enum ActorType
{
    User,
    ApiKey,
    System,
    Installation,
}

/// <summary>A line of the audit log: who did what to what, and what it was before. Written once, never changed.</summary>
public sealed class AuditEntry
{
    private AuditEntry()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Null for what concerns the installation or a person without a workspace.</summary>
    public Guid? WorkspaceId { get; private set; }

    public DateTimeOffset At { get; private set; }
    public ActorType ActorType { get; private set; }
    public Guid? ActorId { get; private set; }
    public string ActorName { get; private set; } = "";
    public string? Ip { get; private set; }
    public string? UserAgent { get; private set; }

    /// <summary>"member.role_changed": the kind of thing before the dot.</summary>
    public string Action { get; private set; } = "";

    public string ResourceType { get; private set; } = "";
    public Guid? ResourceId { get; private set; }
    public string? ResourceName { get; private set; }
    public string? Before { get; private set; }
    public string? After { get; private set; }

    /// <param name="before">An object of the fields that changed, as they were; never a secret.</param>
    /// <param name="after">The same fields as they are now.</param>
    public static AuditEntry By(
        CurrentAgent agent, string action, Guid? resourceId, string? resourceName, DateTimeOffset now, object? before = null, object? after = null) => new()
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = agent.WorkspaceId,
            At = now,
            ActorType = agent.KeyName is null ? ActorType.User : ActorType.ApiKey,
            ActorId = agent.UserId,
            ActorName = agent.KeyName is null ? agent.Name : $"{agent.KeyName} (key of {agent.Name})",
            Ip = agent.From.Ip,
            UserAgent = agent.From.UserAgent,
            Action = action,
            ResourceType = Kind(action),
            ResourceId = resourceId,
            ResourceName = resourceName,
            Before = Written(before),
            After = Written(after),
        };

    /// <summary>What a person does where nobody is signed in yet: signing in, resetting a password.</summary>
    public static AuditEntry ByPerson(
        Guid? workspaceId, Guid? userId, string name, RequestOrigin from, string action, DateTimeOffset now, object? after = null) => new()
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = workspaceId,
            At = now,
            ActorType = ActorType.User,
            ActorId = userId,
            ActorName = name,
            Ip = from.Ip,
            UserAgent = from.UserAgent,
            Action = action,
            ResourceType = Kind(action),
            ResourceId = userId,
            ResourceName = name,
            After = Written(after),
        };

    /// <summary>What those who run the installation do to a workspace.</summary>
    public static AuditEntry ByInstallation(
        CurrentAgent admin, Guid? workspaceId, string action, Guid? resourceId, string? resourceName, DateTimeOffset now, object? before = null, object? after = null)
    {
        var entry = By(admin, action, resourceId, resourceName, now, before, after);
        (entry.WorkspaceId, entry.ActorType) = (workspaceId, ActorType.Installation);
        return entry;
    }

    private static string Kind(string action) => action.Split('.', 2)[0];

    private static string? Written(object? fields) => fields is null ? null : JsonSerializer.Serialize(fields, fields.GetType(), Json.Options);
}
