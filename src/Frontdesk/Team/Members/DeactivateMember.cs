using Frontdesk.Conversations;
using Frontdesk.Platform.Database;
using Frontdesk.SignIn;
using Frontdesk.Team.Audit;

namespace Frontdesk.Team.Members;

/// <summary>Keeps a member out until they are let back in: their sessions, sockets and API keys stop at once.</summary>
public sealed class DeactivateMember(FrontdeskDb db, EndSessions end, HandBack handBack, TimeProvider clock)
{
    public async Task<TeamOutcome> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(agent, id, ct) is not { Member: { } member } team)
        {
            return TeamOutcome.Missing;
        }

        if (TeamDecision.Exclude(team.Actor, team.Subject) is not Verdict.Allowed and var no)
        {
            return TeamOutcome.No(no);
        }

        if (member.Status == MemberStatus.Inactive)
        {
            return new TeamOutcome(member);
        }

        member.Deactivate();
        await end.OfMember(member, "deactivated", ct);
        await handBack.Of(member, _ => false, ct);
        db.Record(AuditEntry.By(agent, "member.deactivated", member.UserId, member.User.Name, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return new TeamOutcome(member);
    }
}
