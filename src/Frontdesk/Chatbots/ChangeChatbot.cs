using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
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

        chatbot.Change(name, request.Status ?? chatbot.Status, settings, clock.GetUtcNow());
        keys.Keep(chatbot, request.AiSettings?.ApiKey);
        db.Announce(ChatbotDirectory.Changed(chatbot.Id));
        await db.SaveChangesAsync(ct);
        return (chatbot, null);
    }
}
