using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Proofs.Pages;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.SignIn.Proofs;

/// <summary>The pages that mailed links lead to. The token stands in the fragment, which the browser alone sees.</summary>
public static class ProofPages
{
    private const string TooMany = "Too many tries. Wait a few minutes and try again.";

    public static void MapProofPages(this IEndpointRouteBuilder pages)
    {
        var open = pages.MapGroup("").Open("the way in by mail");
        open.MapGet("/register/sent", () => Page<RegistrationSentPage>());
        open.MapGet("/verify-email", () => Page<VerifyEmailPage>());
        open.MapGet("/forgot-password", () => Page<ForgotPasswordPage>());
        open.MapGet("/forgot-password/sent", () => Page<ResetSentPage>());
        open.MapGet("/reset-password", () => Page<ResetPasswordPage>());
        open.MapGet("/confirm-email", () => Page<ConfirmEmailPage>());

        var forms = pages.MapGroup("").Open("the way in by mail").DisableAntiforgery().AddEndpointFilter(SignInPages.FromHere);
        forms.MapPost("/verify-email", Verify);
        forms.MapPost("/verify-email/resend", Repeat);
        forms.MapPost("/forgot-password", Forgot);
        forms.MapPost("/reset-password", Reset);
        forms.MapPost("/confirm-email", Confirm);
    }

    private static async Task<IResult> Verify(
        [FromForm] string? token, [FromForm] string? password, HttpContext http, VerifyEmail verify, StartSession start, SessionTokens tokens, CancellationToken ct)
    {
        var outcome = await verify.With(token, password, http, ct);
        if (outcome.Owner is null)
        {
            var error = outcome.Wait is not null ? TooMany : outcome.NeedsPassword ? null : ProofRoutes.NotValid;
            return Page<VerifyEmailPage>(new { Token = token, outcome.NeedsPassword, Error = error, Errors = outcome.Errors?.OnForm() ?? [] }, StatusCodes.Status422UnprocessableEntity);
        }

        // Elsewhere somebody may have been sent the link to another's account: they sign in themselves, knowing to which.
        if (outcome.SameBrowser && await start.For(outcome.Owner, new SignInProof(SignInMethods.Password), http, ct) is var (session, _))
        {
            SignInPages.SetCookie(http, tokens, session);
            Flash.Leave(http, "Your address is confirmed. Welcome!");
            return SeeOther("/chatbots/new");
        }

        Flash.Leave(http, "Your address is confirmed. Sign in to go on.");
        return SeeOther("/sign-in");
    }

    private static async Task<IResult> Repeat([FromForm] string? email, HttpContext http, RepeatVerification repeat, CancellationToken ct)
    {
        if (await repeat.To(email ?? "", http, ct) is not null)
        {
            return Page<RegistrationSentPage>(new { Error = TooMany }, StatusCodes.Status429TooManyRequests);
        }

        Flash.Leave(http, "If the address waits for it, another mail is on its way.");
        return SeeOther("/register/sent");
    }

    private static async Task<IResult> Forgot([FromForm] string? email, HttpContext http, ForgotPassword forgot, CancellationToken ct) =>
        await forgot.Of(email ?? "", http, ct) is null
            ? SeeOther("/forgot-password/sent")
            : Page<ForgotPasswordPage>(new { Email = email, Error = TooMany }, StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> Reset([FromForm] string? token, [FromForm] string? password, HttpContext http, ResetPassword reset, CancellationToken ct)
    {
        var outcome = await reset.With(token, password ?? "", http, ct);
        if (!outcome.Done)
        {
            var error = outcome.Wait is not null ? TooMany : outcome.Errors is null ? ProofRoutes.NotValid : null;
            return Page<ResetPasswordPage>(new { Token = token, Error = error, Errors = outcome.Errors?.OnForm() ?? [] }, StatusCodes.Status422UnprocessableEntity);
        }

        Flash.Leave(http, "Your password was changed. Sign in with the new one.");
        return SeeOther("/sign-in");
    }

    private static async Task<IResult> Confirm([FromForm] string? token, HttpContext http, ConfirmEmail confirm, CancellationToken ct)
    {
        var outcome = await confirm.With(token, http, ct);
        if (!outcome.Done)
        {
            return Page<ConfirmEmailPage>(new { Token = token, Error = outcome.Wait is null ? ProofRoutes.NotValid : TooMany }, StatusCodes.Status422UnprocessableEntity);
        }

        Flash.Leave(http, "From now on you sign in with your new address.");
        return SeeOther(http.Features.Get<CurrentAgent>() is null ? "/sign-in" : "/account");
    }
}
