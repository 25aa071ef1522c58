using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Chatbots;

/// <summary>Changes what is named in the request; opened widgets see it with their next question, launchers at the next page view.</summary>
public sealed class ChangeChatbot(FrontdeskDb db, ProviderKeys keys, TimeProvider clock)
{
    /// <summary>Neither a chatbot nor errors: the member sees no such chatbot.</summary>
    public async Task<(Chatbot? Chatbot, Errors? Errors)> From(Guid id, ChatbotRequest request, CurrentAgent agent, CancellationToken ct)
    {
        if (await db.Chatbots.VisibleTo(agent).SingleOrDefaultAsync(c => c.Id == id, ct) is not { } chatbot)
        {
            return (null, null);
        }

        var settings = request.ApplyTo(chatbot.Settings);
        var name = request.Name?.Trim() ?? chatbot.Name;
        if (settings.Check(ChatbotName.Check(name, new Errors())) is { Any: true } errors)
        {
            return (null, errors);
        }

        var before = Shown(chatbot);
        chatbot.Change(name, request.Status ?? chatbot.Status, settings, clock.GetUtcNow());
        keys.Keep(chatbot, request.AiSettings?.ApiKey);
        var (old, now) = AuditChange.Between(before, Shown(chatbot));
        db.Record(AuditEntry.By(agent, chatbot.Status == ChatbotStatus.Archived ? "chatbot.archived" : "chatbot.changed", chatbot.Id, chatbot.Name, chatbot.UpdatedAt, old, now));
        db.Announce(ChatbotDirectory.Changed(chatbot.Id));
        await db.SaveChangesAsync(ct);
        return (chatbot, null);
    }

    /// <summary>What the audit log may tell of a chatbot: of the provider's key only its hint.</summary>
    private static object Shown(Chatbot chatbot) => new { chatbot.Name, chatbot.Status, chatbot.Settings, chatbot.ProviderKeyHint };
}
