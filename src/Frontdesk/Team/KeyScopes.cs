using System.Collections.Frozen;

namespace Frontdesk.Team;

/// <summary>
/// What an API key can be given: the permissions of members, but for those that would let it widen itself or outlive its
/// maker, and two narrower scopes for one use case each.
/// </summary>
public static class KeyScopes
{
    /// <summary>Writes into a conversation that the key's maker handles, and reads nothing.</summary>
    public const string MessageSend = "message.send";

    /// <summary>Reads what a website needs to show a chatbot.</summary>
    public const string WidgetEmbed = "widget.embed";

    private static readonly FrozenSet<Permission> PeopleAlone =
        [Permission.ApiKeyManage, Permission.TeamManage, Permission.SecurityManage, Permission.BillingManage];

    /// <summary>What a narrow scope lends its own use case; the maker must have all of it.</summary>
    private static readonly FrozenDictionary<string, Permission[]> Lent = new Dictionary<string, Permission[]>
    {
        [MessageSend] = [Permission.ConversationView, Permission.ConversationReply],
        [WidgetEmbed] = [Permission.ChatbotView],
    }.ToFrozenDictionary();

    /// <summary>Every scope there is, by name.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Enum.GetValues<Permission>().Where(p => !PeopleAlone.Contains(p)).Select(p => p.Name()), .. Lent.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether somebody with these permissions may hand the scope to a key.</summary>
    public static bool MayGive(FrozenSet<Permission> permissions, string scope) =>
        Lent.TryGetValue(scope, out var lent) ? lent.All(permissions.Contains) : Permissions.Find(scope) is { } one && !PeopleAlone.Contains(one) && permissions.Contains(one);

    /// <summary>The permissions that a key's scopes leave of what its maker may do now.</summary>
    public static FrozenSet<Permission> Left(FrozenSet<Permission> makers, IEnumerable<string> scopes) =>
        [.. scopes.Where(scope => MayGive(makers, scope)).Select(Permissions.Find).OfType<Permission>()];

    /// <summary>The narrow scopes that hold, by what the maker may do now.</summary>
    public static FrozenSet<string> LeftNarrow(FrozenSet<Permission> makers, IEnumerable<string> scopes) =>
        [.. scopes.Where(scope => Lent.ContainsKey(scope) && MayGive(makers, scope))];

    /// <summary>Who asks, as the use case of a narrow scope sees them: with what the scope lends, for this call alone.</summary>
    public static CurrentAgent For(this CurrentAgent agent, string scope) =>
        agent.Scopes.Contains(scope) ? agent with { Permissions = [.. agent.Permissions, .. Lent[scope]] } : agent;
}
