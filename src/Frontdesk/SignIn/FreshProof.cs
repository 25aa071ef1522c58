using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.SignIn.Profile;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>
/// Asks once more before the keys of an account change hands: for the password, or where there is none for a sign-in of the
/// last minutes. A workspace's own provider says nothing of the account as a whole.
/// </summary>
public sealed class FreshProof(FrontdeskDb db, OwnPassword own, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);

    /// <summary>No errors where it was given.</summary>
    public async Task<Errors> Of(CurrentAgent agent, string? password, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(u => u.Id == agent.UserId, ct);
        return user.PasswordHash is not null
            ? await own.Check(user, password ?? "", "password", agent.From, ct)
            : new Errors().Unless(await HasJustSignedIn(agent, ct), "", "For this you must have signed in within the last 15 minutes, and not by a company’s own sign-in page. Sign out, sign in again and come back.");
    }

    private Task<bool> HasJustSignedIn(CurrentAgent agent, CancellationToken ct)
    {
        var since = clock.GetUtcNow() - Fresh;
        return db.Sessions.AnyAsync(s => s.Id == agent.CredentialId && s.CreatedAt > since && !s.SignedInWith.StartsWith(SignInMethods.Sso), ct);
    }
}
