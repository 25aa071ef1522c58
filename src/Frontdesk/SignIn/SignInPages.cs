using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Pages;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.SignIn;

/// <summary>The way in and out of the dashboard.</summary>
public static class SignInPages
{
    public static void MapSignInPages(this IEndpointRouteBuilder pages)
    {
        const string WayIn = "the way in and out";
        var open = pages.MapGroup("").Open(WayIn);
        var forms = pages.MapGroup("").Open(WayIn).DisableAntiforgery().AddEndpointFilter(FromHere);
        open.MapGet("/", (HttpContext http) => SeeOther(http.Features.Get<CurrentAgent>() is null ? "/sign-in" : "/inbox"));
        open.MapGet("/sign-in", (HttpContext http, [FromQuery(Name = "return_to")] string? returnTo) =>
            http.Features.Get<CurrentAgent>() is null ? Page<SignInPage>(new { ReturnTo = Local(returnTo) }) : SeeOther(Local(returnTo)));
        forms.MapPost("/sign-in", SigningIn);
        open.MapSecondStep(forms);
        pages.MapTwoFactorPages();
        pages.MapSessionPages();
        open.MapGet("/register", () => Page<RegisterPage>());
        forms.MapPost("/register", Registering);
        forms.MapPost("/sign-out", SignOut);
    }

    private static async Task<IResult> SigningIn(
        [FromForm] string? email, [FromForm] string? password, [FromForm(Name = "return_to")] string? returnTo,
        HttpContext http, SignInWithPassword signIn, AwaitedMail awaited, ContinueSignIn @continue, SignInLimits limits, CancellationToken ct)
    {
        IResult Again(string error, int status) => Page<SignInPage>(new { Email = email, Error = error, ReturnTo = Local(returnTo) }, status);
        if (await limits.SignIn(http, email ?? "") is not null)
        {
            return Again("Too many tries. Wait a few minutes and try again.", StatusCodes.Status429TooManyRequests);
        }

        return await signIn.As(email ?? "", password ?? "", RequestOrigin.Of(http), ct) is { } user
            ? await @continue.From(user, new SignInProof(SignInMethods.Password), http, returnTo, ct)
            : Again(await awaited.IsFor(email ?? "", password ?? "", ct) ? AwaitedMail.Refusal : SignInWithPassword.Refusal, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Registering(
        [FromForm] string? name, [FromForm] string? email, [FromForm] string? password, [FromForm(Name = "company_name")] string? company,
        [FromForm(Name = "website_url")] string? website, [FromForm] string? industry,
        HttpContext http, Register register, SessionTokens tokens, CancellationToken ct)
    {
        var outcome = await register.As(new Registration(email ?? "", password ?? "", company ?? "", name, website, industry), http, ct);
        if (outcome is { Session: null, Errors: null, Wait: null })
        {
            return SeeOther("/register/sent");
        }

        if (outcome.Session is null)
        {
            var errors = outcome.Errors ?? new Errors().Unless(false, "", "Too many accounts were created from here. Try again later.");
            return Page<RegisterPage>(new { Values = new RegisterValues(email ?? "", name ?? "", company ?? "", website ?? "", industry ?? ""), Errors = errors.OnForm() }, StatusCodes.Status422UnprocessableEntity);
        }

        SetCookie(http, tokens, outcome.Session);
        return SeeOther("/chatbots/new");
    }

    private static async Task<IResult> SignOut(HttpContext http, MySessions sessions, CancellationToken ct)
    {
        if (http.Features.Get<CurrentAgent>() is { KeyName: null } agent)
        {
            await sessions.SignOut(agent, ct);
        }

        http.DropSessionCookies();
        return SeeOther("/sign-in");
    }

    /// <inheritdoc cref="ReturnTo.Local"/>
    internal static string Local(string? returnTo) => ReturnTo.Local(returnTo);

    /// <summary>A form on another website must not sign anybody in: its owner would see what they then do.</summary>
    internal static async ValueTask<object?> FromHere(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        SameOrigin.Allows(invocation.HttpContext.Request)
            ? await next(invocation)
            : Problem.Of(403, "cross_site", "This request came from another website and was refused.");

    internal static void SetCookie(HttpContext http, SessionTokens tokens, Session session) => http.SetSessionCookie(tokens.ForCookie(session.Id));
}
