using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Pages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.SignIn;

/// <summary>The second step of signing in: a code, whatever the first one was.</summary>
public static class SecondStepPages
{
    private const string TooLate = "That took longer than five minutes. Sign in again.";

    /// <param name="forms">The group whose posts come from our own pages alone.</param>
    public static void MapSecondStep(this IEndpointRouteBuilder open, IEndpointRouteBuilder forms)
    {
        open.MapGet(SecondStep.Path, (HttpContext http, SecondStep step) => step.Of(http) is null ? SeeOther("/sign-in") : Page<SecondStepPage>());
        forms.MapPost(SecondStep.Path, GivingCode);
    }

    private static async Task<IResult> GivingCode(
        [FromForm] string? code, HttpContext http, SecondStep step, FrontdeskDb db, CheckSecondFactor check, ContinueSignIn @continue,
        SignInLimits limits, TimeProvider clock, CancellationToken ct)
    {
        if (step.Of(http) is not { } pending
            || await db.Users.SingleOrDefaultAsync(u => u.Id == pending.UserId, ct) is not { } user || user.ProofStamp() != pending.Stamp)
        {
            http.DropSecondStepCookie();
            return Page<SignInPage>(new { Error = TooLate }, StatusCodes.Status422UnprocessableEntity);
        }

        if (await limits.Code(http, user.Id) is not null)
        {
            return Page<SecondStepPage>(new { Error = "Too many tries. Wait a few minutes and try again." }, StatusCodes.Status429TooManyRequests);
        }

        return await check.Accepts(user.Id, code ?? "", RequestOrigin.Of(http), ct)
            ? await @continue.From(user, new SignInProof(pending.Method, clock.GetUtcNow()), http, pending.ReturnTo, ct)
            : Page<SecondStepPage>(new { Error = CheckSecondFactor.Refusal }, StatusCodes.Status422UnprocessableEntity);
    }
}
