using Frontdesk.Platform.Database;

namespace Frontdesk.Visitors;

/// <summary>A browser, known by the fingerprint its widget made on the first click.</summary>
public sealed class Visitor : ITenantOwned
{
    private Visitor()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ChatbotId { get; private set; }
    public Guid CustomerId { get; private set; }
    public string Fingerprint { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset LastSeenAt { get; private set; }

    public static Visitor Arrive(Customer customer, Guid chatbotId, string fingerprint, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = customer.WorkspaceId,
        ChatbotId = chatbotId,
        CustomerId = customer.Id,
        Fingerprint = fingerprint,
        CreatedAt = now,
        LastSeenAt = now,
    };
}
