using System.Text.RegularExpressions;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;

namespace Frontdesk.Chatbots;

/// <summary>Makes a chatbot that can be put on a website at once.</summary>
public sealed class CreateChatbot(FrontdeskDb db, ProviderKeys keys, TimeProvider clock)
{
    public async Task<(Chatbot? Chatbot, Errors? Errors)> From(ChatbotRequest request, CurrentAgent agent, CancellationToken ct)
    {
        var settings = request.ApplyTo(new ChatbotSettings());
        var errors = settings.Check(ChatbotName.Check(request.Name ?? "", new Errors()));
        if (errors.Any)
        {
            return (null, errors);
        }

        var chatbot = Chatbot.Create(agent.WorkspaceId, request.Name!.Trim(), settings, clock.GetUtcNow());
        keys.Keep(chatbot, request.AiSettings?.ApiKey);
        db.Chatbots.Add(chatbot);
        db.Record(AuditEntry.By(agent, "chatbot.created", chatbot.Id, chatbot.Name, chatbot.CreatedAt));
        await db.SaveChangesAsync(ct);
        return (chatbot, null);
    }
}

/// <summary>3 to 50 letters, digits and spaces.</summary>
public static partial class ChatbotName
{
    public static Errors Check(string name, Errors errors) =>
        errors.Unless(Pattern().IsMatch(name.Trim()), "name", "A name has 3 to 50 letters, digits and spaces.");

    [GeneratedRegex(@"\A[\p{L}\p{M}\p{N} ]{3,50}\z")]
    private static partial Regex Pattern();
}
