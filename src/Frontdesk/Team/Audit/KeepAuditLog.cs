using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Team.Audit;

/// <summary>Sets for how long the workspace keeps its audit log. Older lines go with the next night.</summary>
public sealed class KeepAuditLog(FrontdeskDb db, TimeProvider clock)
{
    public sealed record Request(int AuditDays);

    /// <summary>Null for success.</summary>
    public async Task<Errors?> For(int days, CurrentAgent agent, CancellationToken ct)
    {
        if (days is < 90 or > 3650)
        {
            return new Errors().Unless(false, "audit_days", "Keep the log for 90 to 3,650 days.");
        }

        var workspace = await db.Workspaces.SingleAsync(w => w.Id == agent.WorkspaceId, ct);
        if (workspace.AuditDays != days)
        {
            db.Record(AuditEntry.By(agent, "audit_log.retention_changed", workspace.Id, workspace.Name, clock.GetUtcNow(), new { workspace.AuditDays }, new { AuditDays = days }));
            workspace.KeepAuditLogFor(days);
            await db.SaveChangesAsync(ct);
        }

        return null;
    }
}
