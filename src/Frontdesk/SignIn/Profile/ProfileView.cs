using Frontdesk.Platform.Database;

namespace Frontdesk.SignIn.Profile;

/// <summary>One's own account, as its owner sees it.</summary>
public sealed record ProfileView(
    Guid Id, string Email, string FirstName, string LastName, string Name, string? Title, string? Phone, string Timezone, string Language, string? AvatarUrl,
    string Status, bool HasPassword, bool HasSecondFactor, DateTimeOffset? EmailVerifiedAt, DateTimeOffset? PasswordChangedAt, DateTimeOffset? LastSignInAt, DateTimeOffset CreatedAt)
{
    public static ProfileView Of(User user) => new(
        user.Id, user.Email, user.FirstName, user.LastName, user.Name, user.Title, user.Phone, user.Timezone, user.Language, Avatars.Url(user.AvatarFile),
        SnakeCase.Text(user.Status), user.PasswordHash is not null, user.HasSecondFactor, user.EmailVerifiedAt, user.PasswordChangedAt, user.LastSignInAt, user.CreatedAt);
}
