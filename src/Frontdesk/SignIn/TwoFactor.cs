using System.Security.Cryptography;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>What the app is told while a second factor is being set up. Never shown again.</summary>
public sealed record SecondFactorSetUp(string Secret, string Uri);

/// <summary>What became of a wish: its fruit, or what is wrong with the fields, or why it may not be now.</summary>
public sealed record Outcome<T>(T? Fruit, Errors? Errors = null, Refused? Refused = null) where T : class;

/// <summary>
/// A person's second factor: set up in two steps, renewed, given up. Turning it on or off ends the person's other sessions,
/// which were begun under other rules, and says so by mail.
/// </summary>
public sealed class TwoFactor(FrontdeskDb db, FreshProof proof, CheckSecondFactor check, TotpSecrets secrets, EndSessions end, TimeProvider clock)
{
    public async Task<Outcome<SecondFactorSetUp>> Begin(CurrentAgent agent, string? password, CancellationToken ct)
    {
        if (await proof.Of(agent, password, ct) is { Any: true } errors)
        {
            return new(null, errors);
        }

        var user = await db.Users.SingleAsync(u => u.Id == agent.UserId, ct);
        if (user.HasSecondFactor)
        {
            return new(null, Refused: AlreadyOn);
        }

        var secret = RandomNumberGenerator.GetBytes(Totp.SecretLength);
        user.PrepareSecondFactor(secrets.SealForSetUp(secret, agent.CredentialId));
        await db.SaveChangesAsync(ct);
        return new(Shown(secret, user));
    }

    /// <summary>What this session has begun and not confirmed yet.</summary>
    public SecondFactorSetUp? Begun(User user, CurrentAgent agent) =>
        !user.HasSecondFactor && secrets.OpenForSetUp(user.TotpSecretEncrypted, agent.CredentialId) is { } secret ? Shown(secret, user) : null;

    /// <summary>The recovery codes, this once.</summary>
    public async Task<Outcome<string[]>> Confirm(CurrentAgent agent, string code, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (user, now) = ((await db.HoldUser(agent.UserId, ct))!, clock.GetUtcNow());
        if (user.HasSecondFactor)
        {
            return new(null, Refused: AlreadyOn);
        }

        if (secrets.OpenForSetUp(user.TotpSecretEncrypted, agent.CredentialId) is not { } secret)
        {
            return new(null, Refused: new Refused("not_begun", "This took longer than 15 minutes. Begin again."));
        }

        if (Totp.Match(secret, code.Replace(" ", "", StringComparison.Ordinal), now) is not { } step)
        {
            return new(null, new Errors().Unless(false, "code", "This is not the code your app should show now. Check the time of your telephone, and try the next code."));
        }

        var codes = RecoveryCodes.Make();
        user.UseSecondFactor(secrets.Seal(secret), step, RecoveryCodes.Hashes(codes), now);
        await Change(agent, user, "user.two_factor_enabled", SecondFactorNews.TurnedOn, shownAt: now, ct);
        return new(codes);
    }

    public async Task<Outcome<User>> Disable(CurrentAgent agent, string? password, string code, CancellationToken ct)
    {
        if (await Proven(agent, password, code, ct) is { } missing)
        {
            return new(null, missing.Errors, missing.Refused);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var user = (await db.HoldUser(agent.UserId, ct))!;
        user.DropSecondFactor();
        await Change(agent, user, "user.two_factor_disabled", SecondFactorNews.TurnedOff, shownAt: null, ct);
        return new(user);
    }

    public async Task<Outcome<string[]>> RenewRecoveryCodes(CurrentAgent agent, string? password, string code, CancellationToken ct)
    {
        if (await Proven(agent, password, code, ct) is { } missing)
        {
            return new(null, missing.Errors, missing.Refused);
        }

        var user = await db.Users.SingleAsync(u => u.Id == agent.UserId, ct);
        var codes = RecoveryCodes.Make();
        user.UseRecoveryCodes(RecoveryCodes.Hashes(codes));
        db.Record(AuditEntry.By(agent, "user.recovery_codes_renewed", user.Id, user.Name, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return new(codes);
    }

    /// <summary>Null where both the password and a code were right.</summary>
    private async Task<(Errors? Errors, Refused? Refused)?> Proven(CurrentAgent agent, string? password, string code, CancellationToken ct)
    {
        if (!await db.Users.AnyAsync(u => u.Id == agent.UserId && u.TotpEnabledAt != null, ct))
        {
            return (null, new Refused("not_enabled", "There is no second factor to change."));
        }

        if (await proof.Of(agent, password, ct) is { Any: true } errors)
        {
            return (errors, null);
        }

        return await check.Accepts(agent.UserId, code, agent.From, ct) ? null : (new Errors().Unless(false, "code", CheckSecondFactor.Refusal), null);
    }

    private async Task Change(CurrentAgent agent, User user, string action, SecondFactorNews news, DateTimeOffset? shownAt, CancellationToken ct)
    {
        var session = await db.Sessions.SingleAsync(s => s.Id == agent.CredentialId, ct);
        session.SecondFactorShown(shownAt);
        await end.OfUser(user.Id, except: session.Id, "second_factor_changed", ct);
        db.Record(AuditEntry.By(agent, action, user.Id, user.Name, clock.GetUtcNow()));
        db.Enqueue(new TellOfSecondFactor(user.Id, news));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
    }

    private static Refused AlreadyOn => new("already_enabled", "Two-factor sign-in is on already. Switch it off first to use another telephone.");

    private static SecondFactorSetUp Shown(byte[] secret, User user) => new(Totp.InLetters(secret), Totp.Address(secret, user.Email));
}
