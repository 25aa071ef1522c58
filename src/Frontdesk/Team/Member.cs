using Frontdesk.Platform.Database;
using Frontdesk.SignIn;

namespace Frontdesk.Team;

public enum Role
{
    Owner,
    Admin,
    Agent,
    Viewer,
}

public enum MemberStatus
{
    Active,
    Inactive,
    Suspended,
}

/// <summary>A user's place in one workspace.</summary>
public sealed class Member : ITenantOwned
{
    private Member()
    {
    }

    public Guid Id { get; private set; }
    public Guid WorkspaceId { get; private set; }
    public Guid UserId { get; private set; }
    public User User { get; private set; } = null!;
    public Role Role { get; private set; }
    public MemberStatus Status { get; private set; }

    /// <summary>Names of permissions granted beside the role.</summary>
    public string[] Grants { get; private set; } = [];

    /// <summary>The chatbots the member is limited to; null for all of them.</summary>
    public Guid[]? ChatbotIds { get; private set; }

    public DateTimeOffset? LastActiveAt { get; private set; }
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Whether conversations of that chatbot are theirs to answer.</summary>
    public bool MayAnswer(Guid chatbotId) =>
        Status == MemberStatus.Active && Place.Permissions.Contains(Permission.ConversationReply) && (ChatbotIds is null || ChatbotIds.Contains(chatbotId));

    public Place Place => new(Role, Grants, ChatbotIds);

    public static Member Join(Guid workspaceId, User user, Role role, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        WorkspaceId = workspaceId,
        UserId = user.Id,
        User = user,
        Role = role,
        CreatedAt = now,
    };

    public void Take(Place place) => (Role, Grants, ChatbotIds) = (place.Role, place.Grants, place.ChatbotIds);

    public void Deactivate() => Status = MemberStatus.Inactive;

    public void Reactivate() => Status = MemberStatus.Active;
}
