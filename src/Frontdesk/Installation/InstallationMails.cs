using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Mail;
using Frontdesk.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Installation;

/// <summary>Tells somebody that their second factor was taken away for them.</summary>
public sealed record TellOfReset(Guid UserId) : Job(Workspace: null);

/// <summary>Shows whoever runs the installation that mail arrives.</summary>
public sealed record SendTestMail(Guid UserId) : Job(Workspace: null);

public sealed class InstallationMails(FrontdeskDb db, Post post, PublicAddress address) : IJobHandler<TellOfReset>, IJobHandler<SendTestMail>
{
    public async Task Run(TellOfReset job, JobRun run, CancellationToken ct)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == job.UserId, ct) is { } user)
        {
            await post.Send(new Letter(
                user.Email,
                "Your two-factor sign-in was reset",
                ["Whoever runs your Frontdesk has turned two-factor sign-in off for your account, and you were signed out everywhere.", "If you asked for this, sign in and set it up again. If you did not, tell an owner of your workspace at once."],
                new LetterAction("Sign in", address.To("/sign-in"))), ct);
        }
    }

    public async Task Run(SendTestMail job, JobRun run, CancellationToken ct)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == job.UserId, ct) is { } user)
        {
            await post.Send(new Letter(
                user.Email,
                "Mail from Frontdesk works",
                ["You asked for this mail from the installation's console. Invitations, new passwords and notices take the same way."],
                new LetterAction("Open the console", address.To("/installation"))), ct);
        }
    }
}
