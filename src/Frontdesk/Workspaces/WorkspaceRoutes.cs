using Frontdesk.Platform.Database;
using Frontdesk.Platform.Files;
using Frontdesk.Platform.Http;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.Workspaces;

/// <summary>Workspaces, their looks and their addresses, over the API.</summary>
public static class WorkspaceRoutes
{
    public sealed record SwitchRequest(Guid WorkspaceId);
    public sealed record MineView(Guid Id, string Name, string Role, bool Current);
    public sealed record WorkspaceView(Guid Id, string Name, string? WebsiteUrl, string? Industry, string Plan, DateTimeOffset CreatedAt, int ArchiveAfterDays);
    public sealed record DnsRecord(string Type, string Name, string Value);
    public sealed record DomainView(string Host, DateTimeOffset? VerifiedAt, DateTimeOffset? MissingSince, IReadOnlyList<DnsRecord> Records);
    public sealed record BrandingView(string? ProductName, string? LogoUrl, string? PrimaryColor, string? SecondaryColor, DomainView? CustomDomain);

    public static void MapWorkspacesApi(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/auth/switch", Switch).WithTags("Sign-in").RequiresSignIn(beforeSecondFactor: true);
        var mine = routes.MapGroup("/api/v1/workspaces").WithTags("Workspaces");
        mine.MapGet("", async (CurrentAgent agent, Memberships memberships, CancellationToken ct) => new { data = await Mine(agent, memberships, ct) }).RequiresSignIn(beforeSecondFactor: true);
        mine.MapPost("", Create).RequiresSignIn();

        var workspace = routes.MapGroup("/api/v1/workspace").WithTags("Workspaces").Requires(Permission.WorkspaceManage);
        workspace.MapGet("", async (CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => View(await db.Workspaces.AsNoTracking().SingleAsync(w => w.Id == agent.WorkspaceId, ct)));
        workspace.MapPatch("", Change);
        routes.MapPost("/api/v1/workspace/delete", Delete).WithTags("Workspaces").Requires(Permission.BillingManage);

        var branding = routes.MapGroup("/api/v1/branding").WithTags("Branding").Requires(Permission.WorkspaceManage);
        branding.MapGet("", async (CurrentAgent agent, FrontdeskDb db, PublicAddress address, CancellationToken ct) => Branding(await db.Workspaces.AsNoTracking().SingleAsync(w => w.Id == agent.WorkspaceId, ct), address));
        branding.MapPatch("", Rebrand);
        branding.MapPost("/logo", UseLogo).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(3 * 1024 * 1024));
        branding.MapDelete("/logo", async (CurrentAgent agent, ChangeLogo change, PublicAddress address, CancellationToken ct) => Branding(await change.ToNone(agent, ct), address));
        branding.MapPost("/domain/check", Check);

        var shown = routes.MapGroup("").ExcludeFromDescription();
        shown.MapGet(LogoAddress.Path + "{name}", Logo).Open("a logo stands on the way in and in mails; its name cannot be guessed");
        shown.MapGet("/branding/colors/{name}.css", Colors).Open("colours out of their own address");
        shown.MapGet("/api/internal/domain-check", Known).Open("a proxy asks for which names it may fetch certificates");
    }

    public static async Task<IReadOnlyList<MineView>> Mine(CurrentAgent agent, Memberships memberships, CancellationToken ct) =>
        [.. (await memberships.Of(agent.UserId, ct)).Select(m => new MineView(m.WorkspaceId, m.WorkspaceName, m.Role, m.WorkspaceId == agent.WorkspaceId))];

    public static BrandingView Branding(Workspace w, PublicAddress address) => new(
        w.ProductName, LogoAddress.Of(w.LogoFile), w.PrimaryColor, w.SecondaryColor,
        w.CustomDomain is not { } host ? null : new DomainView(host, w.CustomDomainVerifiedAt, w.CustomDomainMissingSince,
        [
            new DnsRecord("TXT", CheckDomain.RecordName(host), w.CustomDomainToken ?? ""),
            new DnsRecord("CNAME", host, new Uri(address.Root).Host),
        ]));

    public static WorkspaceView View(Workspace w) => new(w.Id, w.Name, w.WebsiteUrl, w.Industry, w.Plan, w.CreatedAt, w.ArchiveAfterDays);

    private static async Task<IResult> Switch(SwitchRequest body, HttpContext http, CurrentAgent agent, StartSession start, CancellationToken ct) =>
        await start.Enter(agent, body.WorkspaceId, http, ct) switch
        {
            { Refused: { } refused } => Problem.Of(403, refused.Code, refused.Detail),
            { Entered: { } entered } => TypedResults.Ok(new MineView(entered.WorkspaceId, entered.WorkspaceName, entered.Role, Current: true)),
            _ => Problem.NotFound("workspace_not_found"),
        };

    private static async Task<IResult> Create(WorkspaceRequest body, CurrentAgent agent, CreateWorkspace create, CancellationToken ct)
    {
        var (workspace, problem, errors) = await create.From(body, agent, ct);
        return workspace is not null ? TypedResults.Created("/api/v1/workspaces", View(workspace)) : problem ?? Problem.Invalid(errors!);
    }

    private static async Task<IResult> Change(WorkspaceRequest body, CurrentAgent agent, ChangeWorkspace change, CancellationToken ct)
    {
        var (workspace, errors) = await change.From(body, agent, ct);
        return errors is null ? TypedResults.Ok(View(workspace)) : Problem.Invalid(errors);
    }

    private static async Task<IResult> Delete(DeleteWorkspace.Request body, CurrentAgent agent, DeleteWorkspace delete, CancellationToken ct)
    {
        if (agent.KeyName is not null)
        {
            return Problem.Of(403, "not_permitted", "A workspace is deleted by its owner in person.");
        }

        var (errors, refused) = await delete.AsOwner(body, agent, ct);
        return errors is not null ? Problem.Invalid(errors) : refused?.AsProblem() ?? (IResult)TypedResults.NoContent();
    }

    private static async Task<IResult> Rebrand(BrandingRequest body, CurrentAgent agent, ChangeBranding change, PublicAddress address, CancellationToken ct)
    {
        var (workspace, errors) = await change.From(body, agent, ct);
        return errors is null ? TypedResults.Ok(Branding(workspace, address)) : Problem.Invalid(errors);
    }

    private static async Task<IResult> UseLogo(IFormFile? logo, CurrentAgent agent, ChangeLogo change, PublicAddress address, CancellationToken ct)
    {
        var (workspace, errors) = await change.To(logo, agent, ct);
        return workspace is null ? Problem.Invalid(errors!) : TypedResults.Ok(Branding(workspace, address));
    }

    private static async Task<IResult> Check(CurrentAgent agent, CheckDomain check, PublicAddress address, CancellationToken ct)
    {
        var (workspace, refused) = await check.Now(agent, ct);
        return refused?.AsProblem() ?? (IResult)TypedResults.Ok(Branding(workspace, address));
    }

    /// <summary>Only the logo a workspace uses now; no other file of it has an address.</summary>
    private static async Task<IResult> Logo(string name, HttpContext http, Brands brands, FileStore files, CancellationToken ct)
    {
        if (LogoAddress.Read(name) is not var (workspace, file) || (await brands.Of(workspace, ct))?.LogoFile != file || !File.Exists(files.PathOf(file)))
        {
            return Problem.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.PhysicalFile(files.PathOf(file), "image/png");
    }

    private static IResult Colors(string name, HttpContext http)
    {
        if (PaletteAddress.Read(name) is not var (primary, secondary))
        {
            return Problem.NotFound();
        }

        http.Response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.Content(Palette.Stylesheet(primary, secondary), "text/css; charset=utf-8");
    }

    private static async Task<IResult> Known(string? domain, CustomDomains domains, CancellationToken ct) =>
        domain is not null && (domains.IsPublic(domain) || await domains.WorkspaceOf(domain, ct) is not null) ? TypedResults.Ok() : Problem.NotFound();
}
