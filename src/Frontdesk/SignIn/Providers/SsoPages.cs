using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Providers.Pages;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.SignIn.Providers;

/// <summary>Where a workspace sets up its own providers.</summary>
public static class SsoPages
{
    public const string Path = "/settings/sso";

    public static void MapSsoPages(this IEndpointRouteBuilder pages)
    {
        var settings = pages.MapGroup(Path).RequiresOnPage(Permission.SecurityManage).DisableAntiforgery();
        settings.MapGet("", async (CurrentAgent agent, FrontdeskDb db, PublicAddress here, CancellationToken ct) => Page<SsoPage>(new
        {
            Connections = (IReadOnlyList<SsoConnectionView>)(await db.SsoConnections.AsNoTracking().ManagedBy(agent).OrderBy(c => c.CreatedAt).ToListAsync(ct)).ConvertAll(c => SsoConnectionView.Of(c, here)),
        }));
        settings.MapGet("/new", () => Page<SsoConnectionPage>());
        settings.MapPost("", Create);
        settings.MapGet("/{id:guid}", async Task<IResult> (Guid id, CurrentAgent agent, FrontdeskDb db, PublicAddress here, CancellationToken ct) =>
            await Find(id, agent, db, here, ct) is { } view ? Page<SsoConnectionPage>(new { Connection = view, Values = SsoForm.Of(view) }) : TypedResults.NotFound());
        settings.MapPost("/{id:guid}", Save);
        settings.MapPost("/{id:guid}/test", Test);
        settings.MapPost("/{id:guid}/delete", Delete);
    }

    private static async Task<IResult> Create(HttpContext http, CurrentAgent agent, SaveSsoConnection save, CancellationToken ct)
    {
        var form = SsoForm.Read(http.Request.Form);
        var saved = await save.New(form.AsRequest(http.Request.Form["client_secret"]) with { Enabled = true }, agent, ct);
        if (saved.Connection is null)
        {
            return Page<SsoConnectionPage>(new { Values = form, Errors = Wrong(saved) }, StatusCodes.Status422UnprocessableEntity);
        }

        Flash.Leave(http, "Saved. Enter the redirect address at your provider, then test the connection.");
        return SeeOther($"{Path}/{saved.Connection.Id}");
    }

    private static async Task<IResult> Save(Guid id, HttpContext http, CurrentAgent agent, SaveSsoConnection save, FrontdeskDb db, PublicAddress here, CancellationToken ct)
    {
        var form = SsoForm.Read(http.Request.Form);
        var saved = await save.Change(id, form.AsRequest(http.Request.Form["client_secret"]), agent, ct);
        if (saved is { Connection: null, Errors: null, Refused: null })
        {
            return TypedResults.NotFound();
        }

        if (saved.Connection is null)
        {
            return Page<SsoConnectionPage>(new { Connection = await Find(id, agent, db, here, ct), Values = form, Errors = Wrong(saved) }, StatusCodes.Status422UnprocessableEntity);
        }

        Flash.Leave(http, saved.Connection.Enabled ? "Saved." : "Saved. Nobody gets in through this connection until you switch it on again.");
        return SeeOther($"{Path}/{id}");
    }

    private static async Task<IResult> Test(Guid id, HttpContext http, CurrentAgent agent, TestSsoConnection test, CancellationToken ct)
    {
        if (await test.Of(id, agent, ct) is not { } connection)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, connection.LastError is null ? "The provider answers as it should." : "The provider cannot be used yet. The reason stands below.", connection.LastError is null ? Meaning.Success : Meaning.Danger);
        return SeeOther($"{Path}/{id}");
    }

    private static async Task<IResult> Delete(Guid id, HttpContext http, CurrentAgent agent, SaveSsoConnection save, CancellationToken ct)
    {
        var (found, refused) = await save.Delete(id, agent, ct);
        if (!found)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, refused?.Detail ?? "Deleted. Whoever signed in with it is signed out.", refused is null ? Meaning.Success : Meaning.Danger);
        return SeeOther(refused is null ? Path : $"{Path}/{id}");
    }

    private static async Task<SsoConnectionView?> Find(Guid id, CurrentAgent agent, FrontdeskDb db, PublicAddress here, CancellationToken ct) =>
        await db.SsoConnections.AsNoTracking().ManagedBy(agent).SingleOrDefaultAsync(c => c.Id == id, ct) is { } connection ? SsoConnectionView.Of(connection, here) : null;

    private static FormErrors Wrong(SavedConnection saved) => saved.Errors?.OnForm() ?? new FormErrors { [""] = saved.Refused!.Detail };
}
