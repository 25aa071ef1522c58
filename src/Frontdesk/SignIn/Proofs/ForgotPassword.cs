using Frontdesk.Platform.Database;

namespace Frontdesk.SignIn.Proofs;

/// <summary>Asks for a link to a new password. Whether there is such an account is found out later, in a job.</summary>
public sealed class ForgotPassword(FrontdeskDb db, SignInLimits limits)
{
    /// <summary>How long to wait, or null.</summary>
    public async Task<TimeSpan?> Of(string email, HttpContext http, CancellationToken ct)
    {
        if (await limits.AskForMail(http, email) is { } wait)
        {
            return wait;
        }

        if (Registration.IsAddress(email))
        {
            db.Enqueue(new SendResetMail(email.Trim()));
            await db.SaveChangesAsync(ct);
        }

        return null;
    }
}
