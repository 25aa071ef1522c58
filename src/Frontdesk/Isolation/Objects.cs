namespace Frontdesk.Isolation;

/// <summary>Which of a company's objects a place in an address names. An operation with a place that nobody placed is a finding.</summary>
public static class Objects
{
    /// <summary>The longest beginning that fits counts. True where the object belongs to a chatbot, so that limits to chatbots hold.</summary>
    private static readonly (string Beginning, string Name, bool OfChatbot)[] Table =
    [
        ("/api/v1/chatbots/{id}", "chatbot", true),
        ("/api/v1/conversations/{id}", "conversation", true),
        ("/api/v1/knowledge-base/documents/{id}", "text", true),
        ("/api/v1/knowledge-base/documents/{id}/file", "document", true),
        ("/api/v1/knowledge-base/faqs/{id}", "faq", true),
        ("/api/v1/knowledge-base/urls/{id}", "site", true),
        ("/api/v1/knowledge-base/gaps/{id}", "gap", true),
        ("/api/v1/knowledge-base/faq-drafts/{id}", "faq_draft", true),
        ("/api/v1/members/{id}", "member", false),
        ("/api/v1/invitations/{id}", "invitation", false),
        ("/api/v1/api-keys/{id}", "api_key", false),
        ("/api/v1/sso-connections/{id}", "sso_connection", false),
        ("/api/v1/me/sessions/{id}", "session", false),
        ("/api/v1/me/linked-accounts/{id}", "external_login", false),
        ("/account/linked/{id}", "external_login", false),
        ("/account/sessions/{id}", "session", false),
        ("/settings/api-keys/{id}", "api_key", false),
        ("/settings/sso/{id}", "sso_connection", false),
        ("/api/public/chat/history/{sessionId}", "visitor_session", true),
        ("/chatbots/{id}", "chatbot", true),
        ("/settings/team/{id}", "member", false),
        ("/settings/team/invitations/{id}", "invitation", false),
        ("/inbox/{id}", "conversation", true),
        ("/knowledge/faqs/{id}", "faq", true),
        ("/knowledge/sites/{id}", "site", true),
        ("/knowledge/gaps/{id}", "gap", true),
        ("/knowledge/faqs/drafts/{id}", "faq_draft", true),
        ("/knowledge/sources/{id}", "text", true),
        ("/knowledge/sources/{id}/file", "document", true),
        ("/knowledge/rows/{id}", "text", true),
        ("/inbox/rows/{id}", "conversation", true),
    ];

    /// <summary>Places that choose among what everybody knows.</summary>
    private static readonly string[] NoObjects = ["/account/linked/to/{provider}"];

    public static bool IsPlaced(Operation operation) => Named(operation) is not null || NoObjects.Contains(operation.Path);

    /// <summary>Null where nobody has said what the operation's address names.</summary>
    public static (string Name, bool OfChatbot)? Named(Operation operation) => Table
        .Where(row => operation.Path.StartsWith(row.Beginning, StringComparison.Ordinal))
        .OrderByDescending(row => row.Beginning.Length)
        .Select(row => ((string, bool)?)(row.Name, row.OfChatbot)).FirstOrDefault();

    /// <summary>Fields of bodies and queries that name an object.</summary>
    public static string? NamedBy(string field) => field switch
    {
        "chatbot_id" => "chatbot",
        "conversation_id" => "conversation",
        "member_id" => "member",
        "workspace_id" => "workspace",
        "faq_id" => "faq",
        _ => null,
    };
}
