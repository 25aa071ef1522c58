using Frontdesk.Platform.Database;
using Frontdesk.SignIn.Profile;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>
/// Puts what a member handles and may handle no longer back into the queue, where colleagues see it wait. Saved by the
/// caller, in the transaction of what took the member's right away.
/// </summary>
public sealed class HandBack(FrontdeskDb db, TimeProvider clock)
{
    /// <param name="keeps">The chatbots whose conversations the member may still answer.</param>
    public async Task Of(Member member, Func<Guid, bool> keeps, CancellationToken ct)
    {
        var ids = await db.Database.SqlQuery<Guid>(
            $"select id as \"Value\" from conversations where assigned_member_id = {member.Id} and status = 'agent_handling' order by id for no key update").ToListAsync(ct);
        var left = new AgentView(member.Id, member.User.Name, member.User.Title, Avatars.Url(member.User.AvatarFile));
        foreach (var conversation in await db.Conversations.Where(c => ids.Contains(c.Id)).ToListAsync(ct))
        {
            if (!keeps(conversation.ChatbotId) && conversation.LoseAgent(left, clock.GetUtcNow()) is null)
            {
                db.Announce(ConversationSignal.Changed(conversation));
            }
        }
    }
}
