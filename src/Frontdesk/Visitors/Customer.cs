using Frontdesk.Platform.Database;

namespace Frontdesk.Visitors;

/// <summary>The person behind one or more browsers. Anonymous until they say who they are.</summary>
public sealed class Customer : ITenantOwned
{
    private Customer()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public string? Name { get; private set; }
    public string? Email { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset LastSeenAt { get; private set; }

    public static Customer Anonymous(Guid workspaceId, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = workspaceId,
        CreatedAt = now,
        LastSeenAt = now,
    };

    /// <summary>What agents see: the name, else the e-mail address, else a short mark that tells two visitors apart.</summary>
    public string DisplayName => NameFor(Id, Name, Email);

    public static string NameFor(Guid id, string? name, string? email) => name ?? email ?? "Visitor " + id.ToString("N")[^4..].ToUpperInvariant();
}
