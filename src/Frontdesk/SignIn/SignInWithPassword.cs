using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>
/// Checks an e-mail address and a password. A wrong address costs as much as a wrong password and gets the same answer, so
/// nobody learns which accounts exist. What follows is up to <see cref="ContinueSignIn"/>.
/// </summary>
public sealed class SignInWithPassword(FrontdeskDb db, PasswordCheck passwords, SignInTries tries)
{
    public const string Refusal = "The e-mail address or the password is wrong. After five wrong tries an account rests for 15 minutes.";

    /// <summary>Null for a wrong address or password, an account that rests and one that is suspended.</summary>
    public async Task<User?> As(string email, string password, RequestOrigin from, CancellationToken ct)
    {
        var user = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == User.Normalize(email), ct);
        var checkedHash = user?.PasswordHash;
        var fits = passwords.Fits(user, password);
        return user is not null && await tries.Take(user.Id, held => Task.FromResult(fits && held.PasswordHash == checkedHash), "password", from, ct) ? user : null;
    }
}
