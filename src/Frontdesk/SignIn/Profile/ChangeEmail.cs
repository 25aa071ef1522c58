using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.SignIn.Proofs;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Profile;

/// <summary>
/// Asks for another address of one's account. It counts once the mail to it is answered; the present one is told at once.
/// The answer is the same for an address that is taken.
/// </summary>
public sealed class ChangeEmail(FrontdeskDb db, FreshProof proof, SignInLimits limits, TimeProvider clock)
{
    public async Task<(Errors? Errors, TimeSpan? Wait)> To(string email, string password, CurrentAgent agent, HttpContext http, CancellationToken ct)
    {
        var user = await db.Users.SingleAsync(u => u.Id == agent.UserId, ct);
        var wrong = new Errors()
            .Unless(Registration.IsAddress(email), "email", "Write an e-mail address like name@company.com.")
            .Unless(User.Normalize(email) != user.NormalizedEmail, "email", "This is your address already.");
        if (wrong.Any)
        {
            return (wrong, null);
        }

        if (await proof.Of(agent, password, ct) is { Any: true } errors)
        {
            return (errors, null);
        }

        if (await limits.AskForMail(http, email) is { } wait)
        {
            return (null, wait);
        }

        db.Enqueue(new SendNewAddressMail(user.Id, email.Trim()));
        db.Enqueue(new SendAccountNotice(user.Email, AccountNotice.EmailChangeAsked, agent.From.Ip, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return (null, null);
    }
}
