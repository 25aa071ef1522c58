using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.SignIn.Proofs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>What became of a confirmation; with nothing set the link is not valid.</summary>
/// <param name="SameBrowser">Whether it was confirmed where it was asked for.</param>
/// <param name="NeedsPassword">The reader of the mail has to say which password counts.</param>
public sealed record Verification(User? Owner, bool SameBrowser, bool NeedsPassword, Errors? Errors, TimeSpan? Wait)
{
    public static readonly Verification NotValid = new(null, false, false, null, null);
}

/// <summary>
/// Answers the mail to a new address: the account and its workspace begin here. A password counts only if whoever reads the
/// mail has chosen it: in the browser that registered, or by writing it now. Otherwise somebody could register another's
/// address first, and keep a password to the account that its owner then confirms.
/// </summary>
public sealed class VerifyEmail(FrontdeskDb db, FoundWorkspace found, RegisteringBrowser browser, SignInLimits limits, IPasswordHasher<User> hasher, TimeProvider clock)
{
    /// <param name="password">What the reader of the mail wants it to be; null to keep the one of the registration, which the browser that registered alone may.</param>
    public async Task<Verification> With(string? token, string? password, HttpContext http, CancellationToken ct)
    {
        if (await limits.Proof(http) is { } wait)
        {
            return Verification.NotValid with { Wait = wait };
        }

        var now = clock.GetUtcNow();
        if (ProofToken.HashOf(token) is not { } hash
            || await db.Registrations.AsNoTracking().SingleOrDefaultAsync(r => r.TokenHash == hash && r.ExpiresAt > now, ct) is not { } wish)
        {
            return Verification.NotValid;
        }

        var sameBrowser = wish.IsFrom(browser.HashOf(http));
        if (password is null && !sameBrowser)
        {
            return Verification.NotValid with { NeedsPassword = true };
        }

        if (password is not null && PasswordRules.Check(password, wish.Email) is { Any: true } errors)
        {
            return Verification.NotValid with { NeedsPassword = true, Errors = errors };
        }

        var kept = password is null ? wish.PasswordHash : hasher.HashPassword(wish.ToUser(wish.PasswordHash, now), password);
        return await found.For(wish, kept, db => Claim(db, wish, hash, ct), first: false, RequestOrigin.Of(http), ct) is { } owner
            ? new Verification(owner, sameBrowser, false, null, null)
            : Verification.NotValid;
    }

    /// <summary>Of two answers to one mail one is taken. What else waited for the address is over.</summary>
    private static async Task<bool> Claim(FrontdeskDb db, PendingRegistration wish, byte[] hash, CancellationToken ct) =>
        await db.Registrations.Where(r => r.Id == wish.Id && r.TokenHash == hash).ExecuteDeleteAsync(ct) == 1
        && await db.Registrations.Where(r => r.NormalizedEmail == wish.NormalizedEmail).ExecuteDeleteAsync(ct) >= 0
        && !await db.Users.AnyAsync(u => u.NormalizedEmail == wish.NormalizedEmail, ct);
}
