using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.SignIn;
using Frontdesk.Team.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.Team.Invitations;

/// <summary>
/// Makes whoever shows the token a member. The letter proves the address, so a new account needs no other proof; somebody who
/// has an account signs in with it first, second factor and all.
/// </summary>
public sealed class AcceptInvitation(IServiceScopeFactory scopes, InvitationDoor door, IPasswordHasher<User> hasher, TimeProvider clock)
{
    public sealed record Request(string Token, string? Name = null, string? Password = null);

    /// <param name="agent">Whoever is signed in; null for nobody.</param>
    public async Task<Acceptance> From(Request request, CurrentAgent? agent, RequestOrigin from, CancellationToken ct)
    {
        if (await door.Open(request.Token, ct) is not { } shown)
        {
            return new Acceptance.NotThere();
        }

        // A scope of its own: whoever accepts may be signed in to another workspace.
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Tenant>().Bind(shown.WorkspaceId);
        var db = scope.ServiceProvider.GetRequiredService<FrontdeskDb>();
        try
        {
            return await Accept(request, shown, agent, from, db, ct);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new Acceptance.NotThere(); // the address registered, or joined, at the same moment
        }
    }

    private async Task<Acceptance> Accept(Request request, ShownInvitation shown, CurrentAgent? agent, RequestOrigin from, FrontdeskDb db, CancellationToken ct)
    {
        if (await db.HoldInvitation(shown.Id, InvitationToken.Hash(request.Token)!, ct) is not { } invitation)
        {
            return new Acceptance.NotThere();
        }

        var now = clock.GetUtcNow();
        var normalized = User.Normalize(invitation.Email);
        var user = await db.Users.SingleOrDefaultAsync(u => u.NormalizedEmail == normalized, ct);
        var isNew = user is null or { IsVerified: false };
        if (agent is not null && agent.UserId != user?.Id)
        {
            return new Acceptance.ForAnother(invitation.Email);
        }

        if (!isNew && agent is null)
        {
            return new Acceptance.SignInFirst(invitation.Email);
        }

        if (isNew && Check(request) is { Any: true } errors)
        {
            return new Acceptance.Invalid(errors);
        }

        user = isNew ? Proved(user, invitation.Email, request, now) : user!;
        if (user.Status != UserStatus.Active)
        {
            return new Acceptance.NotThere();
        }

        if (await db.Members.AnyAsync(m => m.UserId == user.Id, ct))
        {
            return new Acceptance.Refused(new Refused("already_member", $"You are in {shown.WorkspaceName} already."));
        }

        var member = Member.Join(shown.WorkspaceId, user, invitation.Role, now);
        member.Take(new Place(invitation.Role, [], invitation.ChatbotIds).Tidy());
        db.Members.Add(member);
        invitation.Accept(now);
        if (isNew)
        {
            await new EndSessions(db, clock).OfUser(user.Id, except: null, "password_changed", ct);
        }

        db.Record(AuditEntry.ByPerson(shown.WorkspaceId, user.Id, user.Name, from, "member.joined", now, after: new { member.Role, member.ChatbotIds }));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return new Acceptance.Joined(member, shown.WorkspaceName, isNew);
    }

    /// <summary>A new account, or one that somebody made with this address and never proved: whatever they chose is replaced.</summary>
    private User Proved(User? unproved, string email, Request request, DateTimeOffset now)
    {
        var user = unproved ?? User.Register(email, "", null, now);
        user.Rename(CleanText.Optional(request.Name, 100)!);
        user.UsePassword(hasher.HashPassword(user, request.Password!));
        user.Verify(now);
        return user;
    }

    private static Errors Check(Request request) => new Errors()
        .Unless((request.Name ?? "").Trim().Length is >= 1 and <= 100, "name", "Your name has 1 to 100 characters.")
        .Unless(PasswordRules.Accept(request.Password ?? ""), "password", PasswordRules.InWords);
}

/// <summary>What became of somebody who showed a token.</summary>
public abstract record Acceptance
{
    public sealed record Joined(Member Member, string WorkspaceName, bool IsNew) : Acceptance;

    /// <summary>Used, revoked, expired or never made: nobody learns which.</summary>
    public sealed record NotThere : Acceptance;

    public sealed record Invalid(Errors Errors) : Acceptance;

    public sealed record SignInFirst(string Email) : Acceptance;

    public sealed record ForAnother(string Email) : Acceptance;

    public sealed record Refused(Platform.Http.Refused Reason) : Acceptance;
}
