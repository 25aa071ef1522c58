using System.Collections.Frozen;
using Frontdesk.Platform.Database;

namespace Frontdesk.Team;

/// <summary>What somebody may do. Written and shown as "conversation.reply": the feature before the dot.</summary>
public enum Permission
{
    ConversationView,
    ConversationReply,
    ConversationExport,
    ContactView,
    ChatbotView,
    ChatbotCreate,
    ChatbotEdit,
    ChatbotDelete,
    KnowledgeView,
    KnowledgeEdit,
    AnalyticsView,
    DataExport,
    TeamView,
    TeamManage,
    WorkspaceManage,
    SecurityManage,
    AuditView,
    ApiKeyManage,
    BillingManage,
}

/// <summary>Feature × role, the one table. API, sockets and pages ask here, and the Roles page shows it.</summary>
public static class Permissions
{
    private static readonly FrozenSet<Permission> OwnersAlone = [Permission.BillingManage];

    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Table = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.Owner] = [.. Enum.GetValues<Permission>()],
        [Role.Admin] = [.. Enum.GetValues<Permission>().Except(OwnersAlone)],
        [Role.Agent] =
        [
            Permission.ConversationView, Permission.ConversationReply, Permission.ConversationExport, Permission.ContactView,
            Permission.ChatbotView, Permission.ChatbotEdit, Permission.KnowledgeView, Permission.KnowledgeEdit,
            Permission.AnalyticsView, Permission.TeamView,
        ],
        [Role.Viewer] = [Permission.ConversationView, Permission.ChatbotView, Permission.KnowledgeView, Permission.AnalyticsView],
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<Permission, string> Names =
        Enum.GetValues<Permission>().ToFrozenDictionary(p => p, p => Dotted(SnakeCase.Text(p)));

    private static readonly FrozenDictionary<string, Permission> ByName = Names.ToFrozenDictionary(p => p.Value, p => p.Key);

    public static FrozenSet<Permission> Of(Role role) => Table[role];

    /// <summary>What a role and what was granted beside it allow together. Grants that this version does not know count nothing.</summary>
    public static FrozenSet<Permission> Of(Role role, IReadOnlyCollection<string> grants) =>
        grants.Count == 0 ? Of(role) : [.. Of(role), .. grants.Select(Find).OfType<Permission>()];

    public static bool Has(Role role, Permission permission) => Of(role).Contains(permission);

    /// <summary>"chatbot.delete", "api_key.manage".</summary>
    public static string Name(this Permission permission) => Names[permission];

    public static Permission? Find(string name) => ByName.TryGetValue(name, out var found) ? found : null;

    /// <summary>The feature is all but the last word: api_key_manage is api_key.manage.</summary>
    private static string Dotted(string snake) => snake.LastIndexOf('_') is > 0 and var at ? $"{snake[..at]}.{snake[(at + 1)..]}" : snake;
}
