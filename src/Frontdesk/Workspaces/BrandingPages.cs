using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.Team;
using Frontdesk.Workspaces.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Workspaces;

/// <summary>Name, logo, colours and address under which a company's people and visitors meet the product.</summary>
public static class BrandingPages
{
    private const string Address = "/settings/branding";

    public static void MapBrandingPages(this IEndpointRouteBuilder pages)
    {
        var branding = pages.MapGroup(Address).RequiresOnPage(Permission.WorkspaceManage).DisableAntiforgery();
        branding.MapGet("", async (CurrentAgent agent, FrontdeskDb db, PublicAddress address, CancellationToken ct) => Show(await Mine(agent, db, ct), address));
        branding.MapPost("", Save);
        branding.MapPost("/logo", UseLogo).WithMetadata(new RequestSizeLimitAttribute(3 * 1024 * 1024));
        branding.MapPost("/logo/remove", RemoveLogo);
        branding.MapPost("/domain", SaveDomain);
        branding.MapPost("/domain/check", Check);
    }

    private static async Task<IResult> Save(
        [FromForm(Name = "product_name")] string? name, [FromForm(Name = "primary_color")] string? primary, [FromForm(Name = "secondary_color")] string? secondary,
        [FromForm(Name = "own_colors")] string? own, HttpContext http, CurrentAgent agent, FrontdeskDb db, ChangeBranding change, PublicAddress address, CancellationToken ct)
    {
        var (wishedPrimary, wishedSecondary) = own is null ? ("", "") : (primary ?? "", secondary ?? "");
        var (_, errors) = await change.From(new BrandingRequest(name ?? "", wishedPrimary, wishedSecondary), agent, ct);
        return errors is null
            ? Saved(http, "Saved. Everybody sees it with their next page.")
            : Show(await Mine(agent, db, ct) with { ProductName = name, PrimaryColor = primary, SecondaryColor = secondary }, address, errors.OnForm());
    }

    private static async Task<IResult> UseLogo(IFormFile? logo, HttpContext http, CurrentAgent agent, FrontdeskDb db, ChangeLogo change, PublicAddress address, CancellationToken ct)
    {
        var (_, errors) = await change.To(logo, agent, ct);
        return errors is null ? Saved(http, "Your logo is in place.") : Show(await Mine(agent, db, ct), address, errors.OnForm());
    }

    private static async Task<IResult> RemoveLogo(HttpContext http, CurrentAgent agent, ChangeLogo change, CancellationToken ct)
    {
        await change.ToNone(agent, ct);
        return Saved(http, "The logo is removed.");
    }

    private static async Task<IResult> SaveDomain([FromForm(Name = "custom_domain")] string? host, HttpContext http, CurrentAgent agent, FrontdeskDb db, ChangeBranding change, PublicAddress address, CancellationToken ct)
    {
        var (workspace, errors) = await change.From(new BrandingRequest(CustomDomain: host ?? ""), agent, ct);
        return errors is null
            ? Saved(http, workspace.CustomDomain is null ? "The domain is removed." : "Now add the two records to your DNS.")
            : Show(await Mine(agent, db, ct), address, errors.OnForm(), host);
    }

    private static async Task<IResult> Check(HttpContext http, CurrentAgent agent, CheckDomain check, CancellationToken ct)
    {
        var (workspace, refused) = await check.Now(agent, ct);
        Flash.Leave(http, refused?.Detail ?? $"{workspace.CustomDomain} is yours. Your people can sign in there.", refused is null ? Meaning.Success : Meaning.Warning);
        return SeeOther(Address);
    }

    private static IResult Saved(HttpContext http, string words)
    {
        Flash.Leave(http, words);
        return SeeOther(Address);
    }

    private static async Task<BrandingForm> Mine(CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        new(await db.Workspaces.AsNoTracking().SingleAsync(w => w.Id == agent.WorkspaceId, ct));

    private static IResult Show(BrandingForm form, PublicAddress address, FormErrors? errors = null, string? typedHost = null) => Page<BrandingPage>(new
    {
        Values = form,
        View = WorkspaceRoutes.Branding(form.Workspace, address),
        TypedHost = typedHost,
        Errors = errors ?? [],
    }, errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
