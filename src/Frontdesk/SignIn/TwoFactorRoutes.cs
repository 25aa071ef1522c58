using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Pages;
using Frontdesk.Team;
using Frontdesk.Workspaces;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.SignIn;

/// <summary>Setting up, renewing and giving up the second factor: over the API and on a page.</summary>
public static class TwoFactorRoutes
{
    public sealed record Proof(string? Password = null);
    public sealed record ConfirmRequest(string Code);
    public sealed record ProofAndCode(string Code, string? Password = null);
    public sealed record TwoFactorView(bool Enabled, DateTimeOffset? EnabledAt, int RecoveryCodesLeft, bool Required);
    public sealed record CodesView(IReadOnlyList<string> RecoveryCodes);

    public static void MapTwoFactorApi(this IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/api/v1/me/two-factor").WithTags("Sign-in").RequiresSignIn(beforeSecondFactor: true);
        mine.MapGet("", Show);
        var changing = mine.MapGroup("").DecidesOverTheAccount();
        changing.MapPost("/begin", async (Proof? body, CurrentAgent agent, TwoFactor factor, CancellationToken ct) => Answer(await factor.Begin(agent, body?.Password, ct), setUp => setUp));
        changing.MapPost("/confirm", async (ConfirmRequest body, CurrentAgent agent, TwoFactor factor, CancellationToken ct) => Answer(await factor.Confirm(agent, body.Code, ct), codes => new CodesView(codes)));
        changing.MapPost("/disable", async (ProofAndCode body, CurrentAgent agent, TwoFactor factor, CancellationToken ct) => Answer(await factor.Disable(agent, body.Password, body.Code, ct), _ => new TwoFactorView(false, null, 0, false)));
        changing.MapPost("/recovery-codes", async (ProofAndCode body, CurrentAgent agent, TwoFactor factor, CancellationToken ct) => Answer(await factor.RenewRecoveryCodes(agent, body.Password, body.Code, ct), codes => new CodesView(codes)));
    }

    public static void MapTwoFactorPages(this IEndpointRouteBuilder pages)
    {
        var mine = pages.MapGroup(CheckAccess.SecondFactorPage).RequiresSignInOnPage(beforeSecondFactor: true);
        mine.MapGet("", async (CurrentAgent agent, FrontdeskDb db, TwoFactor factor, CancellationToken ct) => await Page(agent, db, factor, FormErrors.None, ct));
        var changing = mine.MapGroup("").DecidesOverTheAccount().DisableAntiforgery();
        changing.MapPost("/begin", Beginning);
        changing.MapPost("/confirm", Confirming);
        changing.MapPost("/recovery-codes", Renewing);
        changing.MapPost("/disable", Disabling);
    }

    private static async Task<IResult> Show(CurrentAgent agent, FrontdeskDb db, CancellationToken ct)
    {
        var state = await State(agent, db, ct);
        return TypedResults.Ok(new TwoFactorView(state.User.HasSecondFactor, state.User.TotpEnabledAt, state.User.RecoveryCodeHashes.Length, state.Required));
    }

    private static IResult Answer<T>(Outcome<T> outcome, Func<T, object> view) where T : class => outcome switch
    {
        { Errors: { } errors } => Problem.Invalid(errors),
        { Refused: { } refused } => refused.AsProblem(),
        _ => TypedResults.Json(view(outcome.Fruit!), Platform.Text.Json.Options),
    };

    private static async Task<IResult> Beginning([FromForm] string? password, CurrentAgent agent, FrontdeskDb db, TwoFactor factor, CancellationToken ct) =>
        await factor.Begin(agent, password, ct) switch
        {
            { Errors: { } errors } => await Page(agent, db, factor, errors.OnForm(), ct),
            _ => SeeOther(CheckAccess.SecondFactorPage),
        };

    private static async Task<IResult> Confirming([FromForm] string? code, CurrentAgent agent, HttpContext http, FrontdeskDb db, TwoFactor factor, CancellationToken ct) =>
        await Codes(await factor.Confirm(agent, code ?? "", ct), first: true, agent, http, db, factor, ct);

    private static async Task<IResult> Renewing(
        [FromForm] string? password, [FromForm] string? code, CurrentAgent agent, HttpContext http, FrontdeskDb db, TwoFactor factor, CancellationToken ct) =>
        await Codes(await factor.RenewRecoveryCodes(agent, password, code ?? "", ct), first: false, agent, http, db, factor, ct);

    /// <summary>The codes are the answer itself: they are stored nowhere that a second look could read them from.</summary>
    private static async Task<IResult> Codes(Outcome<string[]> outcome, bool first, CurrentAgent agent, HttpContext http, FrontdeskDb db, TwoFactor factor, CancellationToken ct)
    {
        switch (outcome)
        {
            case { Errors: { } errors }:
                return await Page(agent, db, factor, errors.OnForm(), ct, renewing: !first);
            case { Refused: { } refused }:
                Flash.Leave(http, refused.Detail, Meaning.Warning);
                return SeeOther(CheckAccess.SecondFactorPage);
            default:
                return Page<RecoveryCodesPage>(new { Codes = outcome.Fruit, First = first });
        }
    }

    private static async Task<IResult> Disabling(
        [FromForm] string? password, [FromForm] string? code, CurrentAgent agent, HttpContext http, FrontdeskDb db, TwoFactor factor, CancellationToken ct)
    {
        var outcome = await factor.Disable(agent, password, code ?? "", ct);
        if (outcome.Errors is { } errors)
        {
            return await Page(agent, db, factor, errors.OnForm(), ct, disabling: true);
        }

        Flash.Leave(http, outcome.Refused?.Detail ?? "Two-factor sign-in is off. Your other devices were signed out.", outcome.Refused is null ? Meaning.Success : Meaning.Warning);
        return SeeOther(CheckAccess.SecondFactorPage);
    }

    private static async Task<IResult> Page(CurrentAgent agent, FrontdeskDb db, TwoFactor factor, FormErrors errors, CancellationToken ct, bool renewing = false, bool disabling = false)
    {
        var state = await State(agent, db, ct);
        return Page<TwoFactorPage>(new { state.User, state.Required, SetUp = factor.Begun(state.User, agent), Errors = errors, Renewing = renewing, Disabling = disabling },
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    private static async Task<(User User, bool Required)> State(CurrentAgent agent, FrontdeskDb db, CancellationToken ct) => (
        await db.Users.AsNoTracking().SingleAsync(u => u.Id == agent.UserId, ct),
        (await db.Workspaces.AsNoTracking().SingleAsync(w => w.Id == agent.WorkspaceId, ct)).Security.RequireSecondFactor);
}
