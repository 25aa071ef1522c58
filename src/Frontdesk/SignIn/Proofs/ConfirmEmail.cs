using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.SignIn.Proofs;

/// <summary>What became of a new address; with nothing set the link is not valid.</summary>
public sealed record EmailConfirmation(bool Done, TimeSpan? Wait)
{
    public static readonly EmailConfirmation NotValid = new(false, null);
}

/// <summary>Answers the mail to a new address of an account: from now on its owner signs in with it.</summary>
public sealed class ConfirmEmail(FrontdeskDb db, EndSessions end, SignInLimits limits, TimeProvider clock)
{
    public async Task<EmailConfirmation> With(string? token, HttpContext http, CancellationToken ct)
    {
        if (await limits.Proof(http) is { } wait)
        {
            return new EmailConfirmation(false, wait);
        }

        var now = clock.GetUtcNow();
        if (await db.EmailProofs.FindUsable(token, ProofPurpose.ChangeEmail, now, ct) is not { } proof
            || await db.Users.SingleOrDefaultAsync(u => u.Id == proof.UserId, ct) is not { Status: UserStatus.Active } user)
        {
            return EmailConfirmation.NotValid;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.EmailProofs.TryUse(proof, now, ct))
        {
            return EmailConfirmation.NotValid;
        }

        var (former, from) = (user.Email, RequestOrigin.Of(http));
        user.ChangeEmail(proof.Email, now);
        await db.EmailProofs.ForgetOf(user.Id, ct);
        await end.OfUser(user.Id, OwnSession(http, user), "email_changed", ct);
        db.Enqueue(new SendAccountNotice(former, AccountNotice.EmailChanged, from.Ip, now));
        db.Enqueue(new RecordForPerson(user.Id, "user.email_changed", from.Ip, from.UserAgent));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return EmailConfirmation.NotValid; // somebody else's since the mail was sent
        }

        await db.CommitAsync(ct);
        return new EmailConfirmation(true, null);
    }

    /// <summary>The session in which the link was opened stays, if it is the owner's.</summary>
    private static Guid? OwnSession(HttpContext http, User user) =>
        http.Features.Get<CurrentAgent>() is { KeyName: null } agent && agent.UserId == user.Id ? agent.CredentialId : null;
}
