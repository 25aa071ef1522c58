using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Files.Pictures;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Workspaces;

/// <summary>Puts a company's logo in place of ours, made anew from its pixels, or takes it away.</summary>
public sealed class ChangeLogo(FrontdeskDb db, FileStore files, TimeProvider clock)
{
    private const int Width = 480;
    private const int Height = 160;

    public async Task<(Workspace? Workspace, Errors? Errors)> To(IFormFile? upload, CurrentAgent agent, CancellationToken ct)
    {
        if (upload is null || upload.Length == 0)
        {
            return (null, new Errors().Unless(false, "logo", "Choose a picture in PNG or JPG format of at most 2 MB."));
        }

        await using var content = upload.OpenReadStream();
        var made = await Images.Reencode(content, Width, Height, Fit.Inside, ct);
        if (made.Png is null)
        {
            return (null, new Errors().Unless(false, "logo", made.Reason!));
        }

        using var png = new MemoryStream(made.Png);
        var file = await files.Keep(agent.WorkspaceId, png, ct);
        return (await Use(file, agent, ct), null);
    }

    public Task<Workspace> ToNone(CurrentAgent agent, CancellationToken ct) => Use(null, agent, ct);

    private async Task<Workspace> Use(string? file, CurrentAgent agent, CancellationToken ct)
    {
        var workspace = await db.Workspaces.SingleAsync(w => w.Id == agent.WorkspaceId, ct);
        var former = workspace.LogoFile;
        workspace.UseLogo(file);
        db.Announce(Brands.Changed(workspace.Id));
        db.Record(AuditEntry.By(agent, file is null ? "branding.logo_removed" : "branding.logo_changed", workspace.Id, workspace.Name, clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        if (former is not null)
        {
            files.Forget(former);
        }

        return workspace;
    }
}
