using Frontdesk.Platform.Database;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Conversations;

/// <summary>Tells a member who came too late whom to ask.</summary>
public static class WordHolder
{
    public static async Task<string> WhoHasTheWord(this FrontdeskDb db, Guid? memberId, CancellationToken ct) =>
        await db.Members.Where(m => m.Id == memberId).Select(m => m.User.Name).SingleOrDefaultAsync(ct) is { } name
            ? $"{name} has taken over this conversation."
            : "A colleague has taken over this conversation.";
}
