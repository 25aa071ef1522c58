using Frontdesk.Platform.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>
/// Checks an e-mail address and a password. A wrong address costs as much time as a wrong password and gets the same
/// answer, so nobody learns which accounts exist.
/// </summary>
public sealed class SignInWithPassword(FrontdeskDb db, IPasswordHasher<User> hasher, TimeProvider clock)
{
    public const string Refusal = "The e-mail address or the password is wrong. After five wrong tries an account rests for 15 minutes.";

    private static readonly User Nobody = User.Register("nobody@invalid", "nobody", null, DateTimeOffset.UnixEpoch);
    private static string? _nobodysHash;

    public async Task<User?> As(string email, string password, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var user = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == User.Normalize(email), ct);
        if (user?.PasswordHash is not { } hash)
        {
            hasher.VerifyHashedPassword(Nobody, _nobodysHash ??= hasher.HashPassword(Nobody, "never matches"), password);
            return null;
        }

        var fits = hasher.VerifyHashedPassword(user, hash, password) != PasswordVerificationResult.Failed;
        if (!fits && !user.IsLocked(now))
        {
            user.SignInFailed(now);
            await db.SaveChangesAsync(ct);
        }

        if (!fits || user.IsLocked(now))
        {
            return null;
        }

        user.SignedIn(now);
        await db.SaveChangesAsync(ct);
        return user;
    }
}
