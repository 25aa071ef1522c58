using Frontdesk.Installation;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Microsoft.AspNetCore.Identity;

namespace Frontdesk.SignIn;

/// <summary>What became of a registration: a mail is on its way, or a session has begun, or what is wrong, or how long to wait.</summary>
public sealed record Registered(Session? Session, Membership? Membership, User? User, Errors? Errors, TimeSpan? Wait)
{
    public static readonly Registered MailSent = new(null, null, null, null, null);
}

/// <summary>
/// Takes a wish for an account. The first of an installation is granted at once and runs it; every later one waits for the
/// answer to a mail. A free and a taken address get the same answer after the same work.
/// </summary>
public sealed class Register(FrontdeskDb db, FoundWorkspace found, StartSession start, SignInLimits limits, RegisteringBrowser browser, IPasswordHasher<User> hasher, KnownSettings installation, TimeProvider clock)
{
    private static readonly User Nobody = User.Register("nobody@invalid", "nobody", null, DateTimeOffset.UnixEpoch);

    public async Task<Registered> As(Registration registration, HttpContext http, CancellationToken ct)
    {
        if (registration.Check() is { Any: true } errors)
        {
            return Registered.MailSent with { Errors = errors };
        }

        if (await installation.RefuseFounding(ct) is { } closed)
        {
            return Registered.MailSent with { Errors = new Errors().Unless(false, "", closed.Detail) };
        }

        if (await limits.SignUp(http) is { } wait)
        {
            return Registered.MailSent with { Wait = wait };
        }

        var wish = PendingRegistration.Of(registration, hasher.HashPassword(Nobody, registration.Password), browser.Mark(http), clock.GetUtcNow());
        return await found.For(wish, wish.PasswordHash, db => db.TakeFirstAccount(ct), first: true, RequestOrigin.Of(http), ct) is { } owner
            && await start.For(owner, new SignInProof(SignInMethods.Password), http, ct) is var (session, membership)
            ? new Registered(session, membership, owner, null, null)
            : await Wait(wish, ct);
    }

    private async Task<Registered> Wait(PendingRegistration wish, CancellationToken ct)
    {
        db.Add(wish);
        if (await limits.MailTo(wish.Email) is null)
        {
            db.Enqueue(new SendRegistrationMail(wish.Id));
        }

        await db.SaveChangesAsync(ct);
        return Registered.MailSent;
    }
}
