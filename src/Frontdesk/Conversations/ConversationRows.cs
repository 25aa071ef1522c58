using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.SignIn.Profile;
using Frontdesk.Team;
using Frontdesk.Visitors;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>Conversations as lines of the inbox, with the names that belong to them.</summary>
public static class ConversationRows
{
    public static async Task<List<ConversationRow>> ToRows(this IQueryable<Conversation> conversations, CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var found = await (
            from c in conversations
            join b in db.Chatbots on c.ChatbotId equals b.Id
            join p in db.Customers on c.CustomerId equals p.Id
            join m in db.Members.Include(m => m.User) on c.AssignedMemberId equals m.Id into handlers
            from m in handlers.DefaultIfEmpty()
            select new { c, b.Name, PersonName = p.Name, p.Email, Agent = m == null ? null : new AgentView(m.Id, m.User.Name, m.User.Title, Avatars.Url(m.User.AvatarFile)) }).ToListAsync(ct);
        return found.ConvertAll(f => new ConversationRow(
            f.c.Id, f.c.ChatbotId, f.Name, new CustomerView(f.c.CustomerId, Customer.NameFor(f.c.CustomerId, f.PersonName, f.Email), f.Email),
            f.c.Status, f.Agent, f.c.LastSeq, f.c.LastMessage, f.c.LastSender, f.c.LastMessageAt, f.c.WaitingSince,
            Math.Max(0, f.c.LastSeq - f.c.ReadByAgentSeq), f.c.Rating, f.c.CreatedAt).For(agent));
    }
}
