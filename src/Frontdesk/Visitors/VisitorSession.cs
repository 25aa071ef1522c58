using System.Security.Cryptography;
using System.Text;
using Frontdesk.Platform.Database;

namespace Frontdesk.Visitors;

/// <summary>What one visitor's token opens: its own conversations and nothing else.</summary>
public sealed class VisitorSession : ITenantOwned
{
    private VisitorSession()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid ChatbotId { get; private set; }
    public Guid VisitorId { get; private set; }
    public byte[] TokenHash { get; private set; } = [];
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset LastSeenAt { get; private set; }

    public static VisitorSession Start(Visitor visitor, out string token, DateTimeOffset now)
    {
        var session = new VisitorSession
        {
            Id = Guid.CreateVersion7(now),
            WorkspaceId = visitor.WorkspaceId,
            ChatbotId = visitor.ChatbotId,
            VisitorId = visitor.Id,
            CreatedAt = now,
            LastSeenAt = now,
        };
        session.TokenHash = Hash(token = NewToken());
        return session;
    }

    internal static string NewToken() => "fv_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
