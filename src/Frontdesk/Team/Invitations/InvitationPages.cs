using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn;
using Frontdesk.Team.Pages;
using Microsoft.AspNetCore.Mvc;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.Team.Invitations;

/// <summary>Where the link of the letter leads. Its token stands behind the #, which no server sees, and is shown by a form.</summary>
public static class InvitationPages
{
    public static void MapInvitationPages(this IEndpointRouteBuilder pages)
    {
        var invited = pages.MapGroup("/invitation").Open("the token of the letter is the proof").DisableAntiforgery().AddEndpointFilter(FromHere);
        invited.MapGet("", () => Page<InvitationPage>());
        invited.MapPost("/lookup", async (HttpContext http, InvitationDoor door, InvitationLimits limits, FrontdeskDb db, CancellationToken ct, [FromForm] string? token = null) =>
            await limits.Token(http) is not null ? Results.StatusCode(StatusCodes.Status429TooManyRequests) : await Show(token, null, null, http, door, db, ct));
        invited.MapPost("", Accept);
    }

    private static async Task<IResult> Show(string? token, string? name, Errors? errors, HttpContext http, InvitationDoor door, FrontdeskDb db, CancellationToken ct)
    {
        if (await door.Open(token?.Trim(), ct) is not { } shown)
        {
            return Page<InvitationPage>(new { Gone = true }, StatusCodes.Status404NotFound);
        }

        return Page<InvitationPage>(new
        {
            Shown = shown,
            Token = token!.Trim(),
            Account = await InvitedAccount.Of(shown.Email, db, ct),
            SignedInAs = http.Features.Get<CurrentAgent>()?.Email,
            Name = name,
            Errors = errors?.OnForm() ?? FormErrors.None,
        }, errors is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Accept(
        [FromForm] string? token, [FromForm] string? name, [FromForm] string? password,
        HttpContext http, AcceptInvitation accept, InvitationDoor door, InvitationLimits limits, FrontdeskDb db, StartSession start, SessionTokens tokens, CancellationToken ct)
    {
        if (await limits.Token(http) is not null)
        {
            return Results.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        switch (await accept.From(new AcceptInvitation.Request(token ?? "", name, password), http.Features.Get<CurrentAgent>(), RequestOrigin.Of(http), ct))
        {
            case Acceptance.Joined joined:
                return await Enter(joined, http, start, tokens, ct);
            case Acceptance.Invalid invalid:
                return await Show(token, name, invalid.Errors, http, door, db, ct);
            case Acceptance.Refused refused:
                return await Show(token, name, new Errors().Unless(false, "", refused.Reason.Detail), http, door, db, ct);
            default:
                return await Show(token, name, null, http, door, db, ct); // it says what is missing
        }
    }

    /// <summary>A new account is signed in at once; whoever was signed in already stays where they are.</summary>
    private static async Task<IResult> Enter(Acceptance.Joined joined, HttpContext http, StartSession start, SessionTokens tokens, CancellationToken ct)
    {
        Flash.Leave(http, $"Welcome to {joined.WorkspaceName}.");
        if (!joined.IsNew)
        {
            return SeeOther(http.Features.Get<CurrentAgent>() is null ? "/sign-in" : "/inbox");
        }

        if (await start.For(joined.Member.User, new SignInProof(SignInMethods.Password), http, ct) is not var (session, _))
        {
            return SeeOther("/sign-in"); // the workspace asks for another way to sign in
        }

        SignInPages.SetCookie(http, tokens, session);
        return SeeOther("/inbox");
    }

    private static async ValueTask<object?> FromHere(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        SameOrigin.Allows(invocation.HttpContext.Request)
            ? await next(invocation)
            : Problem.Of(403, "cross_site", "This request came from another website and was refused.");
}
