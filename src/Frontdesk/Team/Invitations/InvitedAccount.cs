using Frontdesk.Platform.Database;
using Frontdesk.SignIn;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Invitations;

/// <summary>What the address of an invitation has here already.</summary>
public enum AccountState
{
    /// <summary>Nothing, or an account that was never verified and so is nobody's yet.</summary>
    New,

    /// <summary>An account that no workspace lets in any more. It cannot sign in before it has joined.</summary>
    Returning,

    /// <summary>An account that works elsewhere and can sign in.</summary>
    Existing,
}

public static class InvitedAccount
{
    public static async Task<AccountState> Of(string email, FrontdeskDb db, CancellationToken ct)
    {
        var normalized = User.Normalize(email);
        var user = await db.Users.Where(u => u.NormalizedEmail == normalized && u.EmailVerifiedAt != null).Select(u => (Guid?)u.Id).SingleOrDefaultAsync(ct);
        return user is not { } id ? AccountState.New
            : (await db.Database.SqlQuery<Guid>($"select member_id as \"Value\" from door_memberships({id}) where status = 'active'").ToListAsync(ct)).Count == 0 ? AccountState.Returning
            : AccountState.Existing;
    }
}
