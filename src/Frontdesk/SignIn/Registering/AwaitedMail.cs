using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>
/// Tells somebody who has registered and not answered the mail what is missing, if they know the password they chose. A
/// registration for a taken address waits the same way, so this is no way to find out which addresses are.
/// </summary>
public sealed class AwaitedMail(FrontdeskDb db, IPasswordHasher<User> hasher, TimeProvider clock)
{
    public const string Refusal = "Confirm your e-mail address first: open the link in the mail we have sent you, or ask for another.";

    // Each costs a check of a password, so somebody else's must not make many of them.
    private const int MostLooked = 3;
    private static readonly User Nobody = User.Register("nobody@invalid", "nobody", null, DateTimeOffset.UnixEpoch);

    public async Task<bool> IsFor(string email, string password, CancellationToken ct)
    {
        var waiting = await db.Registrations.AsNoTracking().WaitingFor(User.Normalize(email), clock.GetUtcNow()).Take(MostLooked).Select(r => r.PasswordHash).ToListAsync(ct);
        return waiting.Exists(hash => hasher.VerifyHashedPassword(Nobody, hash, password) != PasswordVerificationResult.Failed);
    }

    /// <summary>What a refused sign-in is answered with.</summary>
    public async Task<IResult> Answer(string email, string password, CancellationToken ct) => await IsFor(email, password, ct)
        ? Problem.Of(StatusCodes.Status403Forbidden, "email_not_verified", Refusal)
        : Problem.Of(StatusCodes.Status401Unauthorized, "sign_in_refused", SignInWithPassword.Refusal);
}
