using Frontdesk.Platform.Http;
using Frontdesk.Team;

namespace Frontdesk.ApiKeys;

/// <summary>What a new key is to be.</summary>
/// <param name="Scopes">Names of permissions the maker has, or "message.send" and "widget.embed".</param>
/// <param name="LimitPerHour">Requests an hour; 1000 where nothing is said.</param>
public sealed record ApiKeyRequest(string? Name, IReadOnlyList<string>? Scopes, int? LimitPerHour = null)
{
    public Errors Check(CurrentAgent maker)
    {
        var scopes = Scopes ?? [];
        var refused = scopes.FirstOrDefault(scope => !KeyScopes.MayGive(maker.Permissions, scope));
        return CheckOwn(Name ?? "", LimitPerHour ?? ApiKey.UsualLimit, new Errors())
            .Unless(scopes.Count > 0, "scopes", "Choose at least one thing the key may do.")
            .Unless(refused is null, "scopes", $"\"{Platform.Text.CleanText.Cut(refused ?? "", 50)}\" is not a scope you can give: a key does at most what its maker may do.");
    }

    internal static Errors CheckOwn(string name, int limitPerHour, Errors errors) => errors
        .Unless(name.Trim().Length is >= 1 and <= 80, "name", "Give the key a name of 1 to 80 characters, such as the program that will use it.")
        .Unless(limitPerHour is >= 1 and <= ApiKey.HighestLimit, "limit_per_hour", $"The limit is 1 to {ApiKey.HighestLimit:N0} requests an hour.");
}

/// <summary>What is to change of a key; null stays as it is. Its scopes never change: make another key.</summary>
public sealed record ApiKeyChange(string? Name = null, int? LimitPerHour = null);
