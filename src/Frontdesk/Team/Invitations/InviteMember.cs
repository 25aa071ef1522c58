using System.Net.Mail;
using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.SignIn;
using Frontdesk.Team.Audit;
using Frontdesk.Team.Members;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Frontdesk.Team.Invitations;

/// <summary>Asks somebody into the workspace by a letter to their address.</summary>
public sealed class InviteMember(FrontdeskDb db, InvitationLimits limits, TimeProvider clock)
{
    private const int MostOpen = 50;

    public sealed record Request(string Email, Role Role)
    {
        /// <summary>The chatbots the new member is limited to; null for all.</summary>
        public JsonElement ChatbotIds { get; init; }
    }

    public async Task<InvitationOutcome> From(Request request, CurrentAgent agent, CancellationToken ct)
    {
        var email = request.Email.Trim();
        if (email.Length > 254 || !MailAddress.TryCreate(email, out var parsed) || parsed.Address != email)
        {
            return InvitationOutcome.Invalid("email", "Write an e-mail address like name@company.com.");
        }

        var (place, errors) = await new PlaceRequest(request.Role) { ChatbotIds = request.ChatbotIds }.Over(new Place(request.Role, [], null), db, agent, ct);
        if (place is null)
        {
            return new InvitationOutcome(null, errors);
        }

        if (TeamDecision.Invite(agent.AsTeamActor(), place) is not Verdict.Allowed and var no)
        {
            return new InvitationOutcome(null, Verdict: no);
        }

        return await WhyNot(email, ct) is { } refused ? new InvitationOutcome(null, Refused: refused)
            : await limits.Letter(agent.WorkspaceId) is { } wait ? new InvitationOutcome(null, Wait: wait)
            : await Send(email, place, agent, ct);
    }

    private async Task<Refused?> WhyNot(string email, CancellationToken ct)
    {
        var (normalized, address) = (User.Normalize(email), Like.Exactly(email));
        if (await db.Members.AnyAsync(m => m.User.NormalizedEmail == normalized, ct))
        {
            return new Refused("already_member", "This person is in the team already.");
        }

        var open = db.Invitations.Where(i => i.AcceptedAt == null && i.RevokedAt == null);
        return await open.AnyAsync(i => EF.Functions.ILike(i.Email, address, Like.Escape), ct) ? InvitationOutcome.AlreadyInvited
            : await open.CountAsync(ct) >= MostOpen ? new Refused("too_many_invitations", $"{MostOpen} invitations are open. Revoke some that nobody needs any more.")
            : null;
    }

    private async Task<InvitationOutcome> Send(string email, Place place, CurrentAgent agent, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var invitation = Invitation.To(email, place, agent, now);
        db.Invitations.Add(invitation);
        db.Enqueue(new SendInvitation(agent.WorkspaceId, invitation.Id));
        db.Record(AuditEntry.By(agent, "invitation.sent", invitation.Id, email, now, after: new { place.Role, place.ChatbotIds }));
        try
        {
            await db.SaveChangesAsync(ct);
            return new InvitationOutcome(invitation);
        }
        catch (DbUpdateException twice) when (twice.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return new InvitationOutcome(null, Refused: InvitationOutcome.AlreadyInvited);
        }
    }
}
