using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Pages;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.SignIn;

/// <summary>Where somebody is signed in: over the API and on a page.</summary>
public static class SessionRoutes
{
    private const string PagePath = "/account/sessions";

    public static void MapSessionApi(this IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapGroup("/api/v1/me/sessions").WithTags("Sign-in").RequiresSignIn();
        sessions.MapGet("", async (CurrentAgent agent, MySessions mine, CancellationToken ct) => TypedResults.Ok(new { sessions = await mine.Of(agent, ct) }));
        sessions.MapDelete("/{id:guid}", async Task<IResult> (Guid id, CurrentAgent agent, MySessions mine, CancellationToken ct) =>
            await mine.End(id, agent, ct) ? TypedResults.NoContent() : Problem.NotFound());
    }

    public static void MapSessionPages(this IEndpointRouteBuilder pages)
    {
        var mine = pages.MapGroup(PagePath).RequiresSignInOnPage();
        mine.MapGet("", async (CurrentAgent agent, MySessions sessions, CancellationToken ct) => Page<SessionsPage>(new { Sessions = await sessions.Of(agent, ct) }));
        mine.MapPost("/{id:guid}/end", Ending).DisableAntiforgery();
        mine.MapPost("/end", EndingAll).DisableAntiforgery();
    }

    private static async Task<IResult> Ending(Guid id, CurrentAgent agent, HttpContext http, MySessions sessions, CancellationToken ct)
    {
        if (!await sessions.End(id, agent, ct))
        {
            return Results.NotFound();
        }

        Flash.Leave(http, "The session was ended.");
        return SeeOther(PagePath);
    }

    private static async Task<IResult> EndingAll([FromForm(Name = "also_this")] bool? alsoThis, CurrentAgent agent, HttpContext http, MySessions sessions, CancellationToken ct)
    {
        await sessions.EndAll(agent, alsoThis == true, ct);
        if (alsoThis == true)
        {
            http.DropSessionCookies();
            return SeeOther("/sign-in");
        }

        Flash.Leave(http, "You are signed out everywhere else.");
        return SeeOther(PagePath);
    }
}
