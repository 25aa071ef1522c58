using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;

namespace Frontdesk.SignIn;

/// <summary>
/// Counts wrong passwords and codes of a person: after five the account rests, and then the right one is refused too. The
/// row is held, so a thousand guesses at once are still counted one by one.
/// </summary>
public sealed class SignInTries(FrontdeskDb db, TimeProvider clock)
{
    /// <param name="fits">Decides with the user's row held; may write, and is not asked while the account rests.</param>
    /// <param name="what">"password" or "code", for the audit log.</param>
    public async Task<bool> Take(Guid userId, Func<User, Task<bool>> fits, string what, RequestOrigin from, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        if (await db.HoldUser(userId, ct) is not { Status: UserStatus.Active } user || user.IsLocked(now))
        {
            return false;
        }

        var fit = await fits(user);
        if (!fit)
        {
            user.SignInFailed(now);
            db.Record(AuditEntry.ByPerson(null, user.Id, user.Name, from, "user.sign_in_failed", now, new { wrong = what, locked = user.IsLocked(now) }));
        }

        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return fit;
    }
}
