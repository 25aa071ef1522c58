using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Jobs;
using Frontdesk.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Proofs;

/// <summary>Mails a link to a new password, where the address has an account.</summary>
public sealed record SendResetMail(string Email) : Job(Workspace: null)
{
    public override string Key => $"reset-mail:{User.Normalize(Email)}";
}

/// <summary>Mails a new address the link that makes it count.</summary>
public sealed record SendNewAddressMail(Guid UserId, string Email) : Job(Workspace: null);

/// <summary>What the owner of an account is told, so that they notice what they did not do themselves.</summary>
public enum AccountNotice
{
    PasswordChanged,
    EmailChangeAsked,
    EmailChanged,
}

/// <param name="To">Where the owner of the account reads mail; after a change of address the former one.</param>
public sealed record SendAccountNotice(string To, AccountNotice What, string? Ip, DateTimeOffset At) : Job(Workspace: null);

public sealed class ProofMails(FrontdeskDb db, Post post, PublicAddress address, TimeProvider clock)
    : IJobHandler<SendResetMail>, IJobHandler<SendNewAddressMail>, IJobHandler<SendAccountNotice>
{
    public static readonly TimeSpan ResetLength = TimeSpan.FromHours(1);
    public static readonly TimeSpan NewAddressLength = TimeSpan.FromHours(24);

    public async Task Run(SendResetMail job, JobRun run, CancellationToken ct)
    {
        if (await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == User.Normalize(job.Email), ct) is not { Status: UserStatus.Active } user)
        {
            return;
        }

        if (!await db.MayHavePassword(user.Id, ct))
        {
            await post.Send(NoPassword(user), ct);
            return;
        }

        var (proof, token) = EmailProof.Of(user, ProofPurpose.ResetPassword, user.Email, ResetLength, clock.GetUtcNow());
        db.Add(proof);
        await db.SaveChangesAsync(ct);
        await post.Send(Reset(user, token), ct);
    }

    public async Task Run(SendNewAddressMail job, JobRun run, CancellationToken ct)
    {
        if (await db.Users.SingleOrDefaultAsync(u => u.Id == job.UserId, ct) is not { Status: UserStatus.Active } user)
        {
            return;
        }

        if (await db.Users.AnyAsync(u => u.NormalizedEmail == User.Normalize(job.Email), ct))
        {
            await post.Send(Taken(job.Email), ct);
            return;
        }

        var (proof, token) = EmailProof.Of(user, ProofPurpose.ChangeEmail, job.Email, NewAddressLength, clock.GetUtcNow());
        db.Add(proof);
        await db.SaveChangesAsync(ct);
        await post.Send(NewAddress(user, job.Email, token), ct);
    }

    public Task Run(SendAccountNotice job, JobRun run, CancellationToken ct) => post.Send(Notice(job), ct);

    private Letter Reset(User user, string token) => new(
        user.Email,
        "Set a new password",
        ["Somebody, hopefully you, wants to set a new password for your Frontdesk account.", "It ends every session, so you sign in again everywhere."],
        new LetterAction("Set a new password", address.To("/reset-password#" + token)),
        "The link is valid for one hour and works once. If you did not ask for this, do nothing: your password stays as it is.");

    private Letter NoPassword(User user) => new(
        user.Email,
        "You sign in without a password",
        ["Somebody, hopefully you, wants to set a new password for your Frontdesk account.", "Your workspace takes no passwords: sign in with the account it asks for."],
        new LetterAction("Sign in", address.To("/sign-in")),
        "If you did not ask for this, do nothing.");

    private Letter NewAddress(User user, string email, string token) => new(
        email,
        "Confirm your new e-mail address",
        [$"{user.Name} wants to sign in to Frontdesk with this address from now on."],
        new LetterAction("Use this address", address.To("/confirm-email#" + token)),
        "The link is valid for 24 hours and works once. If you do not know about this, do nothing.");

    private Letter Taken(string email) => new(
        email,
        "This address has an account already",
        ["Somebody wants to use this address for another Frontdesk account. It has an account of its own, so nothing was changed."],
        new LetterAction("Sign in", address.To("/sign-in")),
        "If this was not you, do nothing.");

    private Letter Notice(SendAccountNotice notice)
    {
        var when = $"{notice.At.UtcDateTime:d MMMM yyyy 'at' HH:mm} UTC" + (notice.Ip is null ? "" : $", from the address {notice.Ip}");
        var forgotten = new LetterAction("Set a new password", address.To("/forgot-password"));
        return notice.What switch
        {
            AccountNotice.PasswordChanged => new Letter(
                notice.To, "Your password was changed", [$"The password of your Frontdesk account was changed on {when}.", "If this was you, there is nothing to do. If not, set a new password at once and tell an owner of your workspace."], forgotten),
            AccountNotice.EmailChangeAsked => new Letter(
                notice.To, "Your e-mail address is about to change", [$"On {when} somebody who knows your password asked to sign in to your Frontdesk account with another address.", "Nothing changes until the new address is confirmed. If this was not you, set a new password at once: that stops it."], forgotten),
            _ => new Letter(
                notice.To, "Your e-mail address was changed", [$"The address of your Frontdesk account was changed on {when}. You now sign in with the new one.", "If this was not you, tell an owner of your workspace or whoever runs this installation at once."]),
        };
    }
}
