using System.Collections.Frozen;

namespace Frontdesk.Team;

/// <summary>What a role may do. Sent and shown as "conversation.reply".</summary>
public enum Permission
{
    ConversationView,
    ConversationReply,
    ChatbotView,
    ChatbotCreate,
    ChatbotEdit,
    KnowledgeView,
    KnowledgeEdit,
}

/// <summary>Feature × role, the one table. API, sockets and pages ask here.</summary>
public static class Permissions
{
    private static readonly FrozenDictionary<Role, FrozenSet<Permission>> Table = new Dictionary<Role, FrozenSet<Permission>>
    {
        [Role.Owner] = Enum.GetValues<Permission>().ToFrozenSet(),
        [Role.Admin] = Enum.GetValues<Permission>().ToFrozenSet(),
        [Role.Agent] = new[]
        {
            Permission.ConversationView, Permission.ConversationReply, Permission.ChatbotView, Permission.ChatbotEdit,
            Permission.KnowledgeView, Permission.KnowledgeEdit,
        }.ToFrozenSet(),
        [Role.Viewer] = new[] { Permission.ConversationView, Permission.ChatbotView, Permission.KnowledgeView }.ToFrozenSet(),
    }.ToFrozenDictionary();

    public static bool Has(Role role, Permission permission) => Table[role].Contains(permission);
}
