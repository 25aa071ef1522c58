using Frontdesk.Platform.Database;
using Frontdesk.Team.Audit;

namespace Frontdesk.Team.Members;

/// <summary>Lets a deactivated member in again, with the place they had.</summary>
public sealed class ReactivateMember(FrontdeskDb db, TimeProvider clock)
{
    public async Task<TeamOutcome> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(agent, id, ct) is not { Member: { } member } team)
        {
            return TeamOutcome.Missing;
        }

        if (TeamDecision.Readmit(team.Actor, team.Subject) is not Verdict.Allowed and var no)
        {
            return TeamOutcome.No(no);
        }

        if (member.Status == MemberStatus.Active)
        {
            return new TeamOutcome(member);
        }

        member.Reactivate();
        db.Record(AuditEntry.By(agent, "member.reactivated", member.UserId, member.User.Name, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return new TeamOutcome(member);
    }
}
