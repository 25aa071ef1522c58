using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Workspaces;

/// <summary>Changes what the workspace says of its company; what is not named stays, an empty text is removed.</summary>
public sealed class ChangeWorkspace(FrontdeskDb db, TimeProvider clock)
{
    public async Task<(Workspace Workspace, Errors? Errors)> From(WorkspaceRequest request, CurrentAgent agent, CancellationToken ct)
    {
        var workspace = await db.Workspaces.SingleAsync(w => w.Id == agent.WorkspaceId, ct);
        var name = request.Name is null ? workspace.Name : CleanText.Of(request.Name).Trim();
        if (request.Check(name) is { Any: true } errors)
        {
            return (workspace, errors);
        }

        var before = Shown(workspace);
        workspace.Describe(name, Kept(request.WebsiteUrl, workspace.WebsiteUrl, 500), Kept(request.Industry, workspace.Industry, 100));
        workspace.ArchiveAfter(request.ArchiveAfterDays ?? workspace.ArchiveAfterDays);
        db.Record(AuditEntry.By(agent, "workspace.changed", workspace.Id, name, clock.GetUtcNow(), before, Shown(workspace)));
        await db.SaveChangesAsync(ct);
        return (workspace, null);
    }

    private static string? Kept(string? wish, string? known, int longest) => wish is null ? known : CleanText.Optional(wish, longest);

    private static object Shown(Workspace w) => new { w.Name, w.WebsiteUrl, w.Industry, w.ArchiveAfterDays };
}
