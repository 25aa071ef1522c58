using System.Text.Json;
using Frontdesk.Chatbots;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Members;

/// <summary>What may be set on a member. What is not named stays as it is.</summary>
/// <param name="ChatbotIds">A list of ids, or null for all chatbots.</param>
public sealed record PlaceRequest(Role? Role = null, IReadOnlyList<string>? Grants = null, JsonElement ChatbotIds = default)
{
    private const int MostChatbots = 200;

    /// <summary>The place with what the request names, or what is wrong with it.</summary>
    public async Task<(Place? Place, Errors? Errors)> Over(Place known, FrontdeskDb db, CurrentAgent agent, CancellationToken ct)
    {
        var (chatbots, readable) = Read(known.ChatbotIds);
        var place = new Place(Role ?? known.Role, Grants is null ? known.Grants : [.. Grants], chatbots);
        var errors = new Errors()
            .Unless(readable && chatbots is not { Length: > MostChatbots }, "chatbot_ids", "Send a list of chatbot ids, or null for all chatbots.")
            .Unless(chatbots is not { Length: 0 }, "chatbot_ids", "Choose at least one chatbot, or all of them.")
            .Unless(place.Role != Team.Role.Owner || chatbots is null || ChatbotIds.ValueKind is not JsonValueKind.Array, "chatbot_ids", "An owner works with every chatbot.")
            .Unless(place.Grants.All(g => Permissions.Find(g) is not null), "grants", "Use the names of permissions, such as chatbot.delete.");
        if (!errors.Any && chatbots is not null && !chatbots.SequenceEqual(known.ChatbotIds ?? []))
        {
            var wanted = chatbots.Distinct().ToArray();
            var there = await db.Chatbots.VisibleTo(agent).CountAsync(c => wanted.Contains(c.Id), ct);
            errors.Unless(there == wanted.Length, "chatbot_ids", "One of these chatbots is not there.");
        }

        return errors.Any ? (null, errors) : (place.Tidy(), null);
    }

    private (Guid[]? ChatbotIds, bool Readable) Read(Guid[]? known) => ChatbotIds.ValueKind switch
    {
        JsonValueKind.Undefined => (known, true),
        JsonValueKind.Null => (null, true),
        JsonValueKind.Array when ChatbotIds.EnumerateArray().All(id => id.ValueKind == JsonValueKind.String && id.TryGetGuid(out _)) =>
            ([.. ChatbotIds.EnumerateArray().Select(id => id.GetGuid())], true),
        _ => (null, false),
    };
}
