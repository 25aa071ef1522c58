using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.SignIn.Proofs;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Profile;

/// <summary>Changes one's own password. The other sessions end: if somebody else sits in one, they are out.</summary>
public sealed class ChangePassword(FrontdeskDb db, FreshProof proof, EndSessions end, IPasswordHasher<User> hasher, TimeProvider clock)
{
    public async Task<Errors> To(string newPassword, string currentPassword, CurrentAgent agent, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(u => u.Id == agent.UserId, ct);
        if (PasswordRules.Check(newPassword, user.Email, "new_password") is { Any: true } weak)
        {
            return weak;
        }

        if (await proof.Of(agent, currentPassword, ct, "current_password") is { Any: true } errors)
        {
            return errors;
        }

        var now = clock.GetUtcNow();
        var hash = hasher.HashPassword(user, newPassword);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        user.ChangePassword(hash, now);
        await db.EmailProofs.ForgetOf(user.Id, ct);
        await end.OfUser(user.Id, agent.CredentialId, "password_changed", ct);
        db.Record(AuditEntry.By(agent, "user.password_changed", user.Id, user.Name, now));
        db.Enqueue(new SendAccountNotice(user.Email, AccountNotice.PasswordChanged, agent.From.Ip, now));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return new Errors();
    }
}
