using Frontdesk.Platform.Database;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn.Proofs;

/// <summary>What a person's workspaces say about signing in, wherever the person is asked about.</summary>
public static class UserWorkspaces
{
    public static Task<List<Guid>> WorkspacesOf(this FrontdeskDb db, Guid userId, CancellationToken ct) =>
        db.Database.SqlQuery<Guid>($"select workspace_id as \"Value\" from door_memberships({userId}) where status = 'active'").ToListAsync(ct);

    /// <summary>Whether a password would open anything: somebody in no workspace may have one, for the next that asks them in.</summary>
    public static async Task<bool> MayHavePassword(this FrontdeskDb db, Guid userId, CancellationToken ct)
    {
        var policies = await db.Database.SqlQuery<string>($"select security::text as \"Value\" from door_memberships({userId}) where status = 'active'").ToListAsync(ct);
        return policies.Count == 0 || policies.Exists(policy => Stored.Parse<SecurityPolicy>(policy).AllowsMethod(SignInMethods.Password));
    }
}
