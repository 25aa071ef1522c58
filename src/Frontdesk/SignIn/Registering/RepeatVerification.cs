using Frontdesk.Platform.Database;

namespace Frontdesk.SignIn;

/// <summary>Asks for the verification mail once more. The answer says nothing about the address.</summary>
public sealed class RepeatVerification(FrontdeskDb db, SignInLimits limits)
{
    /// <summary>How long to wait, or null.</summary>
    public async Task<TimeSpan?> To(string email, HttpContext http, CancellationToken ct)
    {
        if (await limits.AskForMail(http, email) is { } wait)
        {
            return wait;
        }

        if (Registration.IsAddress(email))
        {
            db.Enqueue(new RepeatRegistrationMail(email.Trim()));
            await db.SaveChangesAsync(ct);
        }

        return null;
    }
}
