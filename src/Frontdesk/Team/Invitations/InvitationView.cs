namespace Frontdesk.Team.Invitations;

/// <summary>An open invitation as the team sees it; never its token.</summary>
public sealed record InvitationView(
    Guid Id, string Email, Role Role, IReadOnlyList<Guid>? ChatbotIds, string? InvitedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, bool Expired)
{
    public static InvitationView Of(Invitation i, string? inviter, DateTimeOffset now) => new(i.Id, i.Email, i.Role, i.ChatbotIds, inviter, i.CreatedAt, i.ExpiresAt, i.HasExpired(now));
}
