using Frontdesk.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Knowledge;

public static class KnowledgeSettingsAccess
{
    /// <summary>Of a chatbot that the caller was let see; a new row where there is none.</summary>
    public static async Task<KnowledgeSettings> SettingsOf(this FrontdeskDb db, Guid workspaceId, Guid chatbotId, CancellationToken ct)
    {
        if (await db.KnowledgeSettings.SingleOrDefaultAsync(s => s.ChatbotId == chatbotId, ct) is { } known)
        {
            return known;
        }

        var settings = new KnowledgeSettings(workspaceId, chatbotId);
        db.KnowledgeSettings.Add(settings);
        return settings;
    }
}
