using Frontdesk.Chatbots;
using Frontdesk.Knowledge;
using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Inbox;

/// <summary>How far a workspace without conversations has come.</summary>
/// <param name="FirstChatbotId">Null where there is none that this member sees.</param>
/// <param name="IsTaught">There is something to answer from.</param>
/// <param name="SeenOn">The website whose visitors were given the chat.</param>
public sealed record SetupState(Guid? FirstChatbotId, bool IsTaught, string? SeenOn)
{
    public static async Task<SetupState> Of(CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var chatbots = db.Chatbots.AsNoTracking().VisibleTo(agent);
        return new SetupState(
            await chatbots.OrderBy(c => c.CreatedAt).Select(c => (Guid?)c.Id).FirstOrDefaultAsync(ct),
            await db.Sources.VisibleTo(agent).AnyAsync(ct),
            await chatbots.Where(c => c.SeenOn != null).OrderByDescending(c => c.SeenAt).Select(c => c.SeenOn).FirstOrDefaultAsync(ct));
    }
}
