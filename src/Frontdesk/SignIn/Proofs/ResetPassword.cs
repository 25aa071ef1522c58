using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Proofs;

/// <summary>What became of a new password; with nothing set the link is not valid.</summary>
public sealed record PasswordReset(bool Done, Errors? Errors, TimeSpan? Wait)
{
    public static readonly PasswordReset NotValid = new(false, null, null);
}

/// <summary>
/// Sets a password by a link from a mail, and ends every session: whoever knew the old one is out. It signs nobody in, so a
/// second factor is asked for as ever.
/// </summary>
public sealed class ResetPassword(FrontdeskDb db, EndSessions end, SignInLimits limits, IPasswordHasher<User> hasher, TimeProvider clock)
{
    public async Task<PasswordReset> With(string? token, string password, HttpContext http, CancellationToken ct)
    {
        if (await limits.Proof(http) is { } wait)
        {
            return PasswordReset.NotValid with { Wait = wait };
        }

        var now = clock.GetUtcNow();
        if (await db.EmailProofs.FindUsable(token, ProofPurpose.ResetPassword, now, ct) is not { } proof
            || await db.Users.SingleOrDefaultAsync(u => u.Id == proof.UserId, ct) is not { Status: UserStatus.Active } user
            || User.Normalize(proof.Email) != user.NormalizedEmail
            || !await db.MayHavePassword(user.Id, ct))
        {
            return PasswordReset.NotValid;
        }

        if (PasswordRules.Check(password, user.Email) is { Any: true } errors)
        {
            return PasswordReset.NotValid with { Errors = errors };
        }

        var hash = hasher.HashPassword(user, password);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.EmailProofs.TryUse(proof, now, ct))
        {
            return PasswordReset.NotValid;
        }

        user.ChangePassword(hash, now);
        user.Verify(now);
        await db.EmailProofs.ForgetOf(user.Id, ct);
        await end.OfUser(user.Id, null, "password_reset", ct);
        var from = RequestOrigin.Of(http);
        db.Enqueue(new SendAccountNotice(user.Email, AccountNotice.PasswordChanged, from.Ip, now));
        db.Enqueue(new RecordForPerson(user.Id, "user.password_reset", from.Ip, from.UserAgent));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return new PasswordReset(true, null, null);
    }
}
