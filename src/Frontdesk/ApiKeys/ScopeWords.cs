using Frontdesk.Team;

namespace Frontdesk.ApiKeys;

/// <summary>A scope in words for whoever decides about it.</summary>
public sealed record ScopeWord(string Scope, string Words);

/// <summary>Scopes under the feature they belong to.</summary>
public sealed record ScopeGroup(string Feature, IReadOnlyList<ScopeWord> Scopes);

/// <summary>What each scope lets a key do, in plain words.</summary>
public static class ScopeWords
{
    private static readonly ScopeGroup[] Groups =
    [
        Group("Conversations",
            (Permission.ConversationView.Name(), "Read conversations and hear of new messages"),
            (Permission.ConversationReply.Name(), "Take over, answer, resolve and hand back conversations"),
            (KeyScopes.MessageSend, "Only send messages into conversations its maker handles"),
            (Permission.ConversationExport.Name(), "Download conversations")),
        Group("Contacts",
            (Permission.ContactView.Name(), "Read customers, leads and visitors")),
        Group("Chatbots",
            (Permission.ChatbotView.Name(), "Read chatbots and their settings"),
            (KeyScopes.WidgetEmbed, "Only read the embed code of a chatbot"),
            (Permission.ChatbotCreate.Name(), "Create chatbots"),
            (Permission.ChatbotEdit.Name(), "Change chatbots"),
            (Permission.ChatbotDelete.Name(), "Delete chatbots")),
        Group("Knowledge",
            (Permission.KnowledgeView.Name(), "Read documents and FAQs, and try questions"),
            (Permission.KnowledgeEdit.Name(), "Add, change and delete documents and FAQs")),
        Group("Reports",
            (Permission.AnalyticsView.Name(), "Read reports"),
            (Permission.DataExport.Name(), "Download data of the workspace")),
        Group("Workspace",
            (Permission.TeamView.Name(), "See who is in the team"),
            (Permission.WorkspaceManage.Name(), "Change the workspace's settings"),
            (Permission.AuditView.Name(), "Read the audit log")),
    ];

    /// <summary>Those that somebody with these permissions may give.</summary>
    public static IReadOnlyList<ScopeGroup> For(CurrentAgent agent) =>
        [.. Groups.Select(g => g with { Scopes = [.. g.Scopes.Where(s => KeyScopes.MayGive(agent.Permissions, s.Scope))] }).Where(g => g.Scopes.Count > 0)];

    /// <summary>The names that have words; a test holds them against all there are.</summary>
    public static IEnumerable<string> Named => Groups.SelectMany(g => g.Scopes).Select(s => s.Scope);

    private static ScopeGroup Group(string feature, params (string Scope, string Words)[] scopes) => new(feature, [.. scopes.Select(s => new ScopeWord(s.Scope, s.Words))]);
}
