using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

public enum SecondFactorNews
{
    TurnedOn,
    TurnedOff,
    RecoveryCodeUsed,
}

/// <summary>Writes to somebody that their second factor has changed, in case it was not them.</summary>
public sealed record TellOfSecondFactor(Guid UserId, SecondFactorNews News) : Job((Guid?)null);

public sealed class SendSecondFactorNews(FrontdeskDb db, Post post, PublicAddress address) : IJobHandler<TellOfSecondFactor>
{
    public async Task Run(TellOfSecondFactor job, JobRun run, CancellationToken ct)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == job.UserId, ct) is not { } user)
        {
            return;
        }

        var (subject, words) = job.News switch
        {
            SecondFactorNews.TurnedOn => ("Two-factor sign-in is on", "Your account now asks for a code of your authenticator app with each sign-in. Your other devices were signed out."),
            SecondFactorNews.TurnedOff => ("Two-factor sign-in is off", "Your account no longer asks for a code with each sign-in. Your other devices were signed out."),
            _ => ("A recovery code was used", $"Somebody signed in to your account with one of your recovery codes. It works no longer; {user.RecoveryCodeHashes.Length} are left."),
        };
        await post.Send(new Letter(user.Email, subject, [$"Hello {user.FirstName},", words], new LetterAction("Look at your sessions", address.To("/account/sessions")),
            "If this was not you, sign out everywhere on that page and change your password at once."), ct);
    }
}
