namespace Frontdesk.Team.Audit;

/// <summary>Actions in words: what stands between who and what.</summary>
public static class AuditWords
{
    public static string Of(string action) => action switch
    {
        "member.joined" => "joined the workspace",
        "member.left" => "left the workspace",
        "member.removed" => "removed",
        "member.deactivated" => "deactivated",
        "member.reactivated" => "let back in",
        "member.role_changed" => "changed the role of",
        "member.rights_changed" => "changed the rights of",
        "invitation.sent" => "invited",
        "invitation.sent_again" => "sent the invitation again to",
        "invitation.revoked" => "took back the invitation to",
        "audit_log.exported" => "exported the audit log",
        "audit_log.retention_changed" => "changed how long the audit log is kept for",
        "chatbot.embeddings_changed" => "changed how knowledge is searched by",
        "faq.imported" => "imported FAQs",
        "faq.exported" => "exported FAQs",
        "faq.changed_together" => "changed several FAQs",
        "faq_draft.proposals_changed" => "changed whether FAQs are proposed",
        "user.signed_in" => "signed in",
        "user.signed_out" => "signed out",
        "user.entered_workspace" => "entered the workspace",
        _ => Plain(action),
    };

    /// <summary>"api_key.created" is "created the API key", whoever wrote it.</summary>
    private static string Plain(string action) => action.Split('.', 2) is [var thing, var deed]
        ? deed.Split('_') is [.. var before, var verb] && before.Length > 0
            ? $"{verb} {string.Join(' ', before)} of the {Name(thing)}"
            : $"{deed} the {Name(thing)}"
        : action;

    private static string Name(string thing) => thing switch
    {
        "api_key" => "API key",
        "faq" => "FAQ",
        "faq_draft" => "FAQ draft",
        _ => thing.Replace('_', ' '),
    };
}
