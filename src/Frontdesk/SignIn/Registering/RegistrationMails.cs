using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>Mails the address of a registration: a link where it is free, a hint where it has an account.</summary>
public sealed record SendRegistrationMail(Guid RegistrationId) : Job(Workspace: null);

/// <summary>The same again for whatever waits for an address, if anything does.</summary>
public sealed record RepeatRegistrationMail(string Email) : Job(Workspace: null)
{
    public override string Key => $"registration-mail:{User.Normalize(Email)}";
}

/// <summary>Greets a new owner and says how to begin.</summary>
public sealed record WelcomeOwner(Guid UserId, string CompanyName) : Job(Workspace: null);

public sealed class RegistrationMails(FrontdeskDb db, Post post, PublicAddress address, TimeProvider clock)
    : IJobHandler<SendRegistrationMail>, IJobHandler<RepeatRegistrationMail>, IJobHandler<WelcomeOwner>
{
    public async Task Run(SendRegistrationMail job, JobRun run, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await db.Registrations.Where(r => r.ExpiresAt < now).ExecuteDeleteAsync(ct);
        await Send(await db.Registrations.SingleOrDefaultAsync(r => r.Id == job.RegistrationId, ct), now, ct);
    }

    public async Task Run(RepeatRegistrationMail job, JobRun run, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await Send(await db.Registrations.WaitingFor(User.Normalize(job.Email), now).FirstOrDefaultAsync(ct), now, ct);
    }

    public async Task Run(WelcomeOwner job, JobRun run, CancellationToken ct)
    {
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == job.UserId, ct) is { } owner)
        {
            await post.Send(Welcome(owner, job.CompanyName), ct);
        }
    }

    private async Task Send(PendingRegistration? registration, DateTimeOffset now, CancellationToken ct)
    {
        if (registration is null)
        {
            return;
        }

        if (await db.Users.AnyAsync(u => u.NormalizedEmail == registration.NormalizedEmail, ct))
        {
            await post.Send(HasAccount(registration), ct);
            return;
        }

        var token = registration.MakeToken(now);
        await db.SaveChangesAsync(ct);
        await post.Send(Verify(registration, token), ct);
    }

    private Letter Verify(PendingRegistration registration, string token) => new(
        registration.Email,
        "Confirm your e-mail address",
        [
            $"Somebody, hopefully you, is opening a Frontdesk account for {registration.CompanyName} with this address.",
            "Confirm the address and your workspace is ready.",
        ],
        new LetterAction("Confirm this address", address.To("/verify-email#" + token)),
        "The link is valid for 24 hours and works once. If you did not ask for this, do nothing: without your confirmation there is no account.");

    private Letter HasAccount(PendingRegistration registration) => new(
        registration.Email,
        "You already have an account",
        [
            "Somebody, hopefully you, has tried to open a Frontdesk account with this address. You have one already, and nothing about it has changed.",
            $"If you have forgotten your password, set a new one: {address.To("/forgot-password")}",
        ],
        new LetterAction("Sign in", address.To("/sign-in")),
        "If this was not you, do nothing.");

    private Letter Welcome(User owner, string company) => new(
        owner.Email,
        $"Welcome to Frontdesk, {owner.FirstName}",
        [
            $"The workspace of {company} is ready. Four steps lead to your first conversation:",
            $"1. Create a chatbot: a name and a greeting are enough. {address.To("/chatbots/new")}",
            $"2. Teach it: upload a document or write down the questions you are asked most. {address.To("/knowledge")}",
            "3. Install it: copy one line into your website. It stands beside each chatbot, under Install.",
            "4. Say hello as a visitor: open your website and write something. It appears in your inbox at once.",
        ],
        new LetterAction("Create your chatbot", address.To("/chatbots/new")),
        "You get this mail once, because you have opened an account.");
}
