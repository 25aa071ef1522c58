using System.Security.Cryptography;
using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Text;
using Frontdesk.Team;
using Frontdesk.Team.Audit;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Workspaces;

/// <summary>What is not named stays as it is; an empty text goes back to ours.</summary>
public sealed record BrandingRequest(string? ProductName = null, string? PrimaryColor = null, string? SecondaryColor = null, string? CustomDomain = null);

/// <summary>Gives the product a company's own name, colours and address.</summary>
public sealed class ChangeBranding(FrontdeskDb db, CustomDomains domains, TimeProvider clock)
{
    public async Task<(Workspace Workspace, Errors? Errors)> From(BrandingRequest request, CurrentAgent agent, CancellationToken ct)
    {
        var workspace = await db.Workspaces.SingleAsync(w => w.Id == agent.WorkspaceId, ct);
        var before = Brand(workspace);
        var (name, primary, secondary) = (Kept(request.ProductName, workspace.ProductName), Kept(request.PrimaryColor, workspace.PrimaryColor), Kept(request.SecondaryColor, workspace.SecondaryColor));
        var host = request.CustomDomain is { Length: > 0 } typed ? DomainName.Clean(typed) : null;
        var errors = new Errors()
            .Unless((name ?? "").Length <= 40, "product_name", "The name has at most 40 characters.")
            .Unless(primary is null || Palette.IsHex(primary), "primary_color", "Write the colour as #rrggbb.")
            .Unless(secondary is null || Palette.IsHex(secondary), "secondary_color", "Write the colour as #rrggbb.")
            .Unless(string.IsNullOrWhiteSpace(request.CustomDomain) || host is not null && !domains.IsPublic(host), "custom_domain", "Write a host name of your own, such as chat.company.com.");
        if (errors.Any)
        {
            return (workspace, errors);
        }

        workspace.Rebrand(name, primary?.ToLowerInvariant(), secondary?.ToLowerInvariant());
        if (request.CustomDomain is not null && host != workspace.CustomDomain)
        {
            db.Announce(CustomDomains.Changed(workspace.CustomDomain ?? host!));
            workspace.UseDomain(host, host is null ? null : "frontdesk-verify=" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
        }

        db.Announce(Brands.Changed(workspace.Id));
        db.Record(AuditEntry.By(agent, "branding.changed", workspace.Id, workspace.Name, clock.GetUtcNow(), before, Brand(workspace)));
        await db.SaveChangesAsync(ct);
        return (workspace, null);
    }

    private static string? Kept(string? wish, string? known) => wish is null ? known : CleanText.Optional(wish, 200);

    private static object Brand(Workspace w) => new { w.ProductName, w.PrimaryColor, w.SecondaryColor, w.CustomDomain };
}
