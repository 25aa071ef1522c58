using Frontdesk.Platform.Database;
using Frontdesk.SignIn;
using Frontdesk.SignIn.Profile;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

public static class AgentViews
{
    /// <summary>Who acts, as the visitor will see them: with their portrait.</summary>
    public static async Task<AgentView> ViewOf(this FrontdeskDb db, CurrentAgent agent, CancellationToken ct) =>
        new(agent.MemberId, agent.Name, agent.Title, Avatars.Url(await db.Users.Where(u => u.Id == agent.UserId).Select(u => u.AvatarFile).SingleOrDefaultAsync(ct)));
}
