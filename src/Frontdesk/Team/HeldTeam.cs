using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team;

/// <summary>Those on whom a change of the team depends, as they are while nobody else can change them.</summary>
/// <param name="Actor">Who asks, by their row and not by what their session knew.</param>
public sealed record HeldTeam(TeamActor Actor, Member Member, bool IsLastOwner)
{
    public TeamSubject Subject => new(Member.Id, Member.Place, IsLastOwner);
}

public static class HoldTeam
{
    /// <summary>
    /// Locks who asks, whom it concerns and every owner until the transaction that this begins ends: of two owners who demote
    /// each other at once the slower one finds out that they are no owner any more. Null where there is no such member.
    /// </summary>
    public static async Task<HeldTeam?> Hold(this FrontdeskDb db, CurrentAgent agent, Guid memberId, CancellationToken ct)
    {
        await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlAsync(
            $"select 1 from members where workspace_id = {agent.WorkspaceId} and (role = 'owner' or id in ({agent.MemberId}, {memberId})) order by id for update", ct);
        var held = await db.Members.Include(m => m.User).Where(m => m.Role == Role.Owner || m.Id == agent.MemberId || m.Id == memberId).ToListAsync(ct);
        return held.Find(m => m.Id == memberId) is { } member ? new HeldTeam(Acting(agent, held), member, IsLastOwner(member, held)) : null;
    }

    private static TeamActor Acting(CurrentAgent agent, List<Member> held) => held.Find(m => m.Id == agent.MemberId) is { Status: MemberStatus.Active } row
        ? new TeamActor(row.Id, row.Role, row.Place.Permissions.Intersect(agent.Permissions).ToHashSet(), row.ChatbotIds)
        : new TeamActor(agent.MemberId, Role.Viewer, new HashSet<Permission>(), []);

    private static bool IsLastOwner(Member member, List<Member> held) =>
        CanSignIn(member) && !held.Exists(other => other.Id != member.Id && CanSignIn(other));

    private static bool CanSignIn(Member member) => member is { Role: Role.Owner, Status: MemberStatus.Active, User.Status: SignIn.UserStatus.Active };
}
