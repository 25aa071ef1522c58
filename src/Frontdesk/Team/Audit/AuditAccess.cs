namespace Frontdesk.Team.Audit;

/// <summary>Which lines a member may see: the workspace's, where the role may look at the log at all.</summary>
public static class AuditAccess
{
    public static IQueryable<AuditEntry> VisibleTo(this IQueryable<AuditEntry> log, CurrentAgent agent) =>
        agent.May(Permission.AuditView) ? log.Where(e => e.WorkspaceId == agent.WorkspaceId) : log.Where(e => false);
}
