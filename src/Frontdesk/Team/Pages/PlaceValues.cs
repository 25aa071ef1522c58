using System.Text.Json;
using Frontdesk.Platform.Database;
using Frontdesk.Team.Members;
using Microsoft.Extensions.Primitives;

namespace Frontdesk.Team.Pages;

/// <summary>What stands in the form of a member's place.</summary>
public sealed record PlaceValues(string Role, bool Limited, IReadOnlyList<string> ChatbotIds, IReadOnlyList<string> Grants)
{
    public static PlaceValues Of(Place place) => new(
        SnakeCase.Text(place.Role), place.ChatbotIds is not null, [.. (place.ChatbotIds ?? []).Select(id => id.ToString())], place.Grants);

    public static PlaceValues Of(IFormCollection form) => new(
        form["role"].ToString(), form["chatbot_limit"] == "some", Words(form["chatbot_ids"]), Words(form["grants"]));

    /// <summary>Null for a role that there is not.</summary>
    public Role? ParsedRole => Enum.GetValues<Role>().Where(r => SnakeCase.Text(r) == Role).Select(r => (Role?)r).FirstOrDefault();

    /// <summary>As the API takes it.</summary>
    public JsonElement AsChatbotIds() => JsonSerializer.SerializeToElement(Limited ? ChatbotIds : null);

    private static string[] Words(StringValues values) => [.. values.OfType<string>().Where(v => v.Length > 0)];
}
