using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>
/// Asks somebody who is signed in once more before the keys of an account change hands: for the password, or where there is
/// none for a sign-in of the last minutes. A workspace's own provider says nothing of the account as a whole. Wrong passwords
/// count as at the door.
/// </summary>
public sealed class FreshProof(FrontdeskDb db, PasswordCheck passwords, SignInTries tries, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>No errors where it was given.</summary>
    /// <param name="field">What the form calls the password.</param>
    public async Task<Errors> Of(CurrentAgent agent, string? password, CancellationToken ct, string field = "password")
    {
        var user = await db.Users.SingleAsync(u => u.Id == agent.UserId, ct);
        return user.PasswordHash is { } hash
            ? new Errors().Unless(await Knows(user, hash, password ?? "", agent.From, ct), field, "This is not your password. After five wrong tries an account rests for 15 minutes.")
            : new Errors().Unless(await HasJustSignedIn(agent, ct), "", "For this you must have signed in within the last 15 minutes, and not by a company’s own sign-in page. Sign out, sign in again and come back.");
    }

    private Task<bool> Knows(User user, string hash, string password, RequestOrigin from, CancellationToken ct)
    {
        var fits = passwords.Fits(user, password);
        return tries.Take(user.Id, held => Task.FromResult(fits && held.PasswordHash == hash), "password", from, ct);
    }

    private Task<bool> HasJustSignedIn(CurrentAgent agent, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Fresh;
        return db.Sessions.AnyAsync(s => s.Id == agent.CredentialId && s.CreatedAt > since && !s.SignedInWith.StartsWith(SignInMethods.Sso), ct);
    }
}
