using Frontdesk.Platform.Database;

namespace Frontdesk.Visitors;

/// <summary>
/// One more token of a session, for whoever did not get the first one's answer. It opens the session as long as the first
/// does, if it is used within ten minutes: later it is taken for lost as well.
/// </summary>
public sealed class SecondToken : ITenantOwned
{
    /// <summary>How many a session may have at a time.</summary>
    public const int Most = 5;

    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private SecondToken()
    {
    }

    public byte[] TokenHash { get; private set; } = [];
    public Guid WorkspaceId { get; private set; }
    public Guid VisitorSessionId { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>When it first opened something; the door writes it.</summary>
    public DateTimeOffset? UsedAt { get; private set; }

    public static SecondToken Of(VisitorSession session, out string token, DateTimeOffset now) => new()
    {
        TokenHash = VisitorSession.Hash(token = VisitorSession.NewToken()),
        WorkspaceId = session.WorkspaceId,
        VisitorSessionId = session.Id,
        CreatedAt = now,
    };
}
