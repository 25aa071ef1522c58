using Frontdesk.Platform.Layout;

namespace Frontdesk.Team.Members;

/// <summary>Roles in words.</summary>
public static class RoleWords
{
    public static IReadOnlyList<Choice> Choices { get; } = [.. Enum.GetValues<Role>().Reverse().Select(r => new Choice(Platform.Database.SnakeCase.Text(r), $"{Name(r)}: {Of(r)}"))];

    public static string Name(Role role) => role.ToString();

    public static string Of(Role role) => role switch
    {
        Role.Owner => "everything, billing and other owners included",
        Role.Admin => "everything but billing and owners",
        Role.Agent => "answers customers, edits chatbots and their knowledge",
        _ => "reads along, with contact data hidden",
    };
}

/// <summary>Permissions in words.</summary>
public static class PermissionLabels
{
    public static string Of(Permission permission) => permission switch
    {
        Permission.ConversationView => "Read conversations",
        Permission.ConversationReply => "Take over, reply and resolve",
        Permission.ConversationExport => "Export a single transcript",
        Permission.ContactView => "See contact data of customers",
        Permission.ChatbotView => "See chatbots and their settings",
        Permission.ChatbotCreate => "Create chatbots",
        Permission.ChatbotEdit => "Change chatbots",
        Permission.ChatbotDelete => "Delete chatbots",
        Permission.KnowledgeView => "See the knowledge base",
        Permission.KnowledgeEdit => "Change the knowledge base",
        Permission.AnalyticsView => "See reports",
        Permission.DataExport => "Export data in bulk",
        Permission.TeamView => "See who is in the team",
        Permission.TeamManage => "Invite, change and remove members",
        Permission.WorkspaceManage => "Change the workspace and its branding",
        Permission.SecurityManage => "Change how people sign in",
        Permission.AuditView => "Read the audit log",
        Permission.ApiKeyManage => "Make and revoke API keys",
        Permission.BillingManage => "See and change billing",
        _ => permission.Name(),
    };

    /// <summary>The part of the product: "Conversation", "API key".</summary>
    public static string Feature(string permission) => permission.Split('.')[0] switch
    {
        "conversation" => "Conversations",
        "contact" => "Customers",
        "chatbot" => "Chatbots",
        "knowledge" => "Knowledge",
        "analytics" => "Reports",
        "data" => "Data",
        "team" => "Team",
        "workspace" => "Workspace",
        "security" => "Security",
        "audit" => "Audit log",
        "api_key" => "API keys",
        "billing" => "Billing",
        var other => other,
    };
}
