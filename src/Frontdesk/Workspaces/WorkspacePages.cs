using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn;
using Frontdesk.Team;
using Frontdesk.Workspaces.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Workspaces;

/// <summary>The switcher, a new workspace, and the settings of this one.</summary>
public static class WorkspacePages
{
    public static void MapWorkspacePages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet("/workspaces/menu", async (CurrentAgent agent, Memberships memberships, CancellationToken ct) =>
            Fragment<WorkspaceMenu>(new { Workspaces = await WorkspaceRoutes.Mine(agent, memberships, ct) })).RequiresSignInOnPage(beforeSecondFactor: true);
        pages.MapPost("/workspaces/switch", Switch).RequiresSignInOnPage(beforeSecondFactor: true).DisableAntiforgery();
        pages.MapGet("/workspaces/new", () => Page<NewWorkspacePage>()).RequiresSignInOnPage();
        pages.MapPost("/workspaces", Create).RequiresSignInOnPage().DisableAntiforgery();

        var settings = pages.MapGroup("/settings/workspace").RequiresOnPage(Permission.WorkspaceManage).DisableAntiforgery();
        settings.MapGet("", async (CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => Settings(agent, await Mine(agent, db, ct)));
        settings.MapPost("", Change);
        pages.MapPost("/settings/workspace/delete", Delete).RequiresOnPage(Permission.BillingManage).DisableAntiforgery();
    }

    private static async Task<IResult> Switch([FromForm(Name = "workspace_id")] Guid? id, HttpContext http, CurrentAgent agent, StartSession start, CancellationToken ct)
    {
        var (entered, refused) = await start.Enter(agent, id ?? Guid.Empty, http, ct);
        if (refused is not null)
        {
            Flash.Leave(http, refused.Detail, Meaning.Warning);
        }

        return entered is null && refused is null ? TypedResults.NotFound() : SeeOther("/inbox");
    }

    private static async Task<IResult> Create(
        [FromForm] string? name, [FromForm(Name = "website_url")] string? website, [FromForm] string? industry,
        HttpContext http, CurrentAgent agent, CreateWorkspace create, StartSession start, CancellationToken ct)
    {
        var (workspace, problem, errors) = await create.From(new WorkspaceRequest(name ?? "", website, industry), agent, ct);
        if (workspace is null)
        {
            return Page<NewWorkspacePage>(new
            {
                Values = new WorkspaceForm(name ?? "", website ?? "", industry ?? ""),
                Errors = errors?.OnForm() ?? new FormErrors { [""] = "You have created several workspaces lately. Wait an hour and try again." },
            }, problem is null ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status429TooManyRequests);
        }

        await start.Enter(agent, workspace.Id, http, ct);
        Flash.Leave(http, $"{workspace.Name} is ready. Now its first chatbot.");
        return SeeOther("/chatbots/new");
    }

    private static async Task<IResult> Change(
        [FromForm] string? name, [FromForm(Name = "website_url")] string? website, [FromForm] string? industry, [FromForm(Name = "archive_after_days")] int? archive,
        HttpContext http, CurrentAgent agent, ChangeWorkspace change, CancellationToken ct)
    {
        var (_, errors) = await change.From(new WorkspaceRequest(name ?? "", website ?? "", industry ?? "", archive), agent, ct);
        if (errors is not null)
        {
            return Settings(agent, new WorkspaceForm(name ?? "", website ?? "", industry ?? "", archive), errors.OnForm());
        }

        Flash.Leave(http, "Saved.");
        return SeeOther("/settings/workspace");
    }

    private static async Task<IResult> Delete([FromForm(Name = "delete_name")] string? name, [FromForm] string? password, HttpContext http, CurrentAgent agent, FrontdeskDb db, DeleteWorkspace delete, CancellationToken ct)
    {
        var form = await Mine(agent, db, ct);
        var (errors, refused) = await delete.AsOwner(new DeleteWorkspace.Request(name ?? "", password ?? ""), agent, ct);
        if (errors is null && refused is null)
        {
            Flash.Leave(http, $"{agent.WorkspaceName} is deleted.");
            http.Response.Cookies.Delete(SessionTokens.Cookie);
            return SeeOther("/sign-in");
        }

        return Settings(agent, form, deleting: errors?.OnForm(new Dictionary<string, string> { ["name"] = "delete_name" }) ?? new FormErrors { ["delete_name"] = refused!.Detail });
    }

    private static async Task<WorkspaceForm> Mine(CurrentAgent agent, FrontdeskDb db, CancellationToken ct) =>
        await db.Workspaces.AsNoTracking().Where(w => w.Id == agent.WorkspaceId).Select(w => new WorkspaceForm(w.Name, w.WebsiteUrl ?? "", w.Industry ?? "", w.ArchiveAfterDays)).SingleAsync(ct);

    private static IResult Settings(CurrentAgent agent, WorkspaceForm values, FormErrors? errors = null, FormErrors? deleting = null) => Page<WorkspacePage>(new
    {
        Values = values,
        Name = agent.WorkspaceName,
        MayDelete = agent.May(Permission.BillingManage),
        Errors = errors ?? [],
        Deleting = deleting ?? [],
    }, errors is null && deleting is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
}
