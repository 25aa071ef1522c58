using Frontdesk.Conversations;
using Frontdesk.Platform.Database;
using Frontdesk.SignIn;
using Frontdesk.Team.Audit;

namespace Frontdesk.Team.Members;

/// <summary>
/// Gives a member another role, other grants or other chatbots. Their sessions end with it, so that no open page or socket
/// goes on by the old rights, and what they may answer no longer returns to the queue.
/// </summary>
public sealed class ChangeMember(FrontdeskDb db, EndSessions end, HandBack handBack, TimeProvider clock)
{
    public async Task<TeamOutcome> To(Guid id, PlaceRequest request, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Hold(agent, id, ct) is not { Member: { } member } team)
        {
            return TeamOutcome.Missing;
        }

        var before = member.Place;
        var (wanted, errors) = await request.Over(before, db, agent, ct);
        if (wanted is null)
        {
            return TeamOutcome.Invalid(errors!);
        }

        if (TeamDecision.Change(team.Actor, team.Subject, wanted) is not Verdict.Allowed and var no)
        {
            return TeamOutcome.No(no);
        }

        if (wanted.IsSameAs(before))
        {
            return new TeamOutcome(member);
        }

        member.Take(wanted);
        await end.OfMember(member, "rights_changed", ct);
        await handBack.Of(member, member.MayAnswer, ct);
        db.Record(AuditEntry.By(agent, before.Role == wanted.Role ? "member.rights_changed" : "member.role_changed", member.UserId, member.User.Name, clock.GetUtcNow(), before, wanted));
        await db.SaveChangesAsync(ct);
        await db.CommitAsync(ct);
        return new TeamOutcome(member);
    }
}
