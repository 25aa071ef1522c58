using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>
/// Takes a code of the authenticator app or a recovery code, each once: of two requests with one code only one passes.
/// Wrong ones count like wrong passwords.
/// </summary>
public sealed class CheckSecondFactor(FrontdeskDb db, SignInTries tries, TotpSecrets secrets, TimeProvider clock)
{
    public const string Refusal = "This code is wrong or was used before. Wait for the next one. After five wrong tries an account rests for 15 minutes.";

    public Task<bool> Accepts(Guid userId, string code, RequestOrigin from, CancellationToken ct) =>
        tries.Take(userId, held => Uses(held, code, from, ct), "code", from, ct);

    private async Task<bool> Uses(User user, string code, RequestOrigin from, CancellationToken ct)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        if (!user.HasSecondFactor || secrets.Open(user.TotpSecretEncrypted) is not { } secret)
        {
            return user.HasSecondFactor && await UsesRecoveryCode(user, code, from, ct); // the server's keys were lost
        }

        return Totp.Match(secret, digits, clock.GetUtcNow()) is { } step ? await UsesStep(user.Id, step, ct) : await UsesRecoveryCode(user, code, from, ct);
    }

    private async Task<bool> UsesStep(Guid userId, long step, CancellationToken ct) =>
        await db.Users.Where(u => u.Id == userId && u.TotpLastStep < step).ExecuteUpdateAsync(set => set.SetProperty(u => u.TotpLastStep, step), ct) == 1;

    private async Task<bool> UsesRecoveryCode(User user, string code, RequestOrigin from, CancellationToken ct)
    {
        if (RecoveryCodes.Hash(code) is not { } hash || await db.Database.ExecuteSqlAsync(
            $"update users set recovery_code_hashes = array_remove(recovery_code_hashes, {hash}) where id = {user.Id} and {hash} = any(recovery_code_hashes)", ct) != 1)
        {
            return false;
        }

        db.Record(AuditEntry.ByPerson(null, user.Id, user.Name, from, "user.recovery_code_used", clock.GetUtcNow(), new { left = user.RecoveryCodeHashes.Length - 1 }));
        db.Enqueue(new TellOfSecondFactor(user.Id, SecondFactorNews.RecoveryCodeUsed));
        return true;
    }
}
