using Frontdesk.Conversations;
using Frontdesk.Platform.Database;
using Frontdesk.SignIn;
using Frontdesk.Team.Audit;

namespace Frontdesk.Team.Members;

/// <summary>
/// Takes a member out of the workspace, or oneself. Their account stays, for it may belong to other workspaces; their API
/// keys here are deleted, and what they handled returns to the queue.
/// </summary>
public sealed class RemoveMember(FrontdeskDb db, EndSessions end, HandBack handBack, TimeProvider clock)
{
    public async Task<TeamOutcome> Handle(Guid id, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(agent, id, ct) is not { Member: { } member } team)
        {
            return TeamOutcome.Missing;
        }

        var leaves = member.Id == agent.MemberId;
        if ((leaves ? TeamDecision.Leave(team.Subject) : TeamDecision.Exclude(team.Actor, team.Subject)) is not Verdict.Allowed and var no)
        {
            return TeamOutcome.No(no);
        }

        await end.OfMember(member, leaves ? "left" : "removed", ct);
        await handBack.Of(member, _ => false, ct);
        db.Members.Remove(member);
        db.Record(AuditEntry.By(agent, leaves ? "member.left" : "member.removed", member.UserId, member.User.Name, clock.GetUtcNow(), before: member.Place));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return new TeamOutcome(member);
    }
}
