using Frontdesk.Platform.Database;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Invitations;

/// <summary>Sends a fresh letter for another week. The token of the former one is good no longer.</summary>
public sealed class ResendInvitation(FrontdeskDb db, InvitationLimits limits, TimeProvider clock)
{
    public async Task<InvitationOutcome> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Invitations.Open(id, ct) is not { } invitation)
        {
            return InvitationOutcome.Missing;
        }

        if (TeamDecision.Invite(agent.AsTeamActor(), new Place(invitation.Role, [], invitation.ChatbotIds)) is not Verdict.Allowed and var no)
        {
            return new InvitationOutcome(null, Verdict: no);
        }

        if (await limits.Letter(agent.WorkspaceId) is { } wait)
        {
            return new InvitationOutcome(null, Wait: wait);
        }

        invitation.Renew(agent, clock.GetUtcNow());
        db.Enqueue(new SendInvitation(agent.WorkspaceId, invitation.Id));
        db.Record(AuditEntry.By(agent, "invitation.sent_again", invitation.Id, invitation.Email, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return new InvitationOutcome(invitation);
    }
}
