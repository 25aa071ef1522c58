using Frontdesk.Platform.Database;
using Frontdesk.Platform.Text;
using Frontdesk.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Installation;

/// <summary>An account as the console shows it; nothing of how its owner proves who they are.</summary>
public sealed record UserFigures(
    Guid Id, string Name, string Email, UserStatus Status, bool IsVerified, bool IsSuperAdmin, bool SecondFactor, DateTimeOffset CreatedAt, DateTimeOffset? LastSignInAt, DateTimeOffset? LockedUntil)
{
    public static UserFigures Of(User user, DateTimeOffset now) => new(
        user.Id, user.Name, user.Email, user.Status, user.IsVerified, user.IsSuperAdmin, user.HasSecondFactor, user.CreatedAt, user.LastSignInAt, user.IsLocked(now) ? user.LockedUntil : null);
}

/// <summary>Finds accounts, whatever workspaces they are in.</summary>
public sealed class FindUsers(FrontdeskDb db, TimeProvider clock)
{
    public const int PageSize = 25;

    public async Task<(IReadOnlyList<UserFigures> Users, int Total)> Where(string? words, int page, CancellationToken ct)
    {
        var wanted = CleanText.Optional(words, 200) ?? "";
        var (address, name) = (User.Normalize(wanted), "%" + wanted.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) + "%");
        var found = db.Users.AsNoTracking().Where(u => wanted == "" || u.NormalizedEmail.Contains(address) || EF.Functions.ILike(u.Name, name));
        var users = await found.OrderByDescending(u => u.CreatedAt).ThenBy(u => u.Id).Skip((Math.Clamp(page, 1, 10_000) - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return (users.ConvertAll(u => UserFigures.Of(u, clock.GetUtcNow())), await found.CountAsync(ct));
    }

    public async Task<UserFigures?> One(Guid id, CancellationToken ct) =>
        await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == id, ct) is { } user ? UserFigures.Of(user, clock.GetUtcNow()) : null;
}
