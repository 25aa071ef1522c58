using Frontdesk.Platform.Database;
using Frontdesk.Team.Audit;

namespace Frontdesk.Team.Invitations;

/// <summary>Takes an invitation back. Its letter opens nothing any more.</summary>
public sealed class RevokeInvitation(FrontdeskDb db, TimeProvider clock)
{
    public async Task<InvitationOutcome> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Invitations.Open(id, ct) is not { } invitation)
        {
            return InvitationOutcome.Missing;
        }

        if (invitation.Role == Role.Owner && agent.Role != Role.Owner)
        {
            return new InvitationOutcome(null, Verdict: Verdict.OwnersOnly);
        }

        invitation.Revoke(clock.GetUtcNow());
        db.Record(AuditEntry.By(agent, "invitation.revoked", invitation.Id, invitation.Email, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return new InvitationOutcome(invitation);
    }
}
