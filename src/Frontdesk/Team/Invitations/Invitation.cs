using Frontdesk.Platform.Database;

namespace Frontdesk.Team.Invitations;

/// <summary>A letter that makes the owner of its address a member. Its token works once and is stored hashed.</summary>
public sealed class Invitation : ITenantOwned
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    private Invitation()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public string Email { get; private set; } = "";
    public Role Role { get; private set; }

    /// <summary>The chatbots the new member will be limited to; null for all of them.</summary>
    public Guid[]? ChatbotIds { get; private set; }

    /// <summary>Null until the letter is on its way.</summary>
    public byte[]? TokenHash { get; private set; }

    public Guid? InvitedBy { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset ExpiresAt { get; private set; }
    public DateTimeOffset? AcceptedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }

    public static Invitation To(string email, Place place, CurrentAgent by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = by.WorkspaceId,
        Email = email,
        Role = place.Role,
        ChatbotIds = place.ChatbotIds,
        InvitedBy = by.MemberId,
        CreatedAt = now,
        ExpiresAt = now + Validity,
    };

    public bool HasExpired(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>From now on only this token is good.</summary>
    public void Carry(byte[] tokenHash) => TokenHash = tokenHash;

    /// <summary>Valid for another week; the token of the former letter is good no longer.</summary>
    public void Renew(CurrentAgent by, DateTimeOffset now) => (TokenHash, InvitedBy, ExpiresAt) = (null, by.MemberId, now + Validity);

    public void Revoke(DateTimeOffset now) => (TokenHash, RevokedAt) = (null, now);

    public void Accept(DateTimeOffset now) => (TokenHash, AcceptedAt) = (null, now);
}
