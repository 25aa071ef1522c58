using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Pages;
using Frontdesk.SignIn.Providers.Pages;
using Frontdesk.Team;
using Microsoft.AspNetCore.Mvc;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.SignIn.Providers;

/// <summary>To a provider and back, and the few questions in between.</summary>
public static class ProviderPages
{
    private const string WayIn = "the way in through another provider";

    public static void MapProviderPages(this IEndpointRouteBuilder pages)
    {
        var open = pages.MapGroup("/sign-in").Open(WayIn);
        open.MapGet("/google", (HttpContext http, KnownProviders known, SignInAttempts attempts, AskProvider ask, ProviderFailures failures, CancellationToken ct) =>
            Leave(SignInMethods.Google, http, known, attempts, ask, failures, ct));
        open.MapGet("/microsoft", (HttpContext http, KnownProviders known, SignInAttempts attempts, AskProvider ask, ProviderFailures failures, CancellationToken ct) =>
            Leave(SignInMethods.Microsoft, http, known, attempts, ask, failures, ct));
        open.MapGet("/sso/{connection:guid}", (Guid connection, HttpContext http, KnownProviders known, SignInAttempts attempts, AskProvider ask, ProviderFailures failures, CancellationToken ct) =>
            Leave(connection.ToString(), http, known, attempts, ask, failures, ct));
        open.MapGet("/callback/{provider}", Return);
        open.MapGet("/sso", ChooseSso);
        open.MapGet("/company", (HttpContext http, Newcomers newcomers) =>
            newcomers.Find(http) is { } newcomer ? Page<CompanyPage>(new { newcomer.Email, newcomer.Name }) : SeeOther("/sign-in"));
        open.MapGet("/confirm", () => Page<ConfirmArrivalPage>());
        open.MapGet("/confirmed/{connection:guid}", async Task<IResult> (Guid connection, KnownProviders known, CancellationToken ct) =>
            await known.Find(connection.ToString(), ct) is { } provider ? Page<ArrivalConfirmedPage>(new { provider.Name, ConnectionId = provider.Key }) : SeeOther("/sign-in"));

        var forms = pages.MapGroup("/sign-in").Open(WayIn).DisableAntiforgery().AddEndpointFilter(SignInPages.FromHere);
        forms.MapPost("/sso", FindSso);
        forms.MapPost("/company", FoundCompany);
        forms.MapPost("/confirm", Confirm);
    }

    /// <summary>Where a browser is sent to, with its attempt in a cookie.</summary>
    internal static async Task<IResult> Leave(
        string key, HttpContext http, KnownProviders known, SignInAttempts attempts, AskProvider ask, ProviderFailures failures, CancellationToken ct, Guid? linksFor = null)
    {
        if (await known.Find(key, ct) is not { } provider)
        {
            return TypedResults.NotFound();
        }

        var attempt = attempts.Begin(provider, SignInPages.Local(http.Request.Query["return_to"]), linksFor, http);
        try
        {
            return SeeOther(await ask.WayTo(provider, attempt, ct));
        }
        catch (ProviderFailedException failed)
        {
            await failures.Note(provider, failed.Message, ct);
            return linksFor is null ? Again(AnswerOfProvider.InWords(provider)) : LinkedPages.Back(http, AnswerOfProvider.InWords(provider));
        }
    }

    private static async Task<IResult> Return(
        string provider, HttpContext http, AnswerOfProvider answers, SignInWithProvider signIn, LinkLogin link, Newcomers newcomers, StartSession start, SessionTokens tokens, CancellationToken ct)
    {
        var answer = await answers.Read(provider, http, ct);
        if (answer is not { Provider: { } found, Attempt: { } attempt, Identity: { } identity })
        {
            return answer.Attempt?.LinksFor is null ? Again(answer.Problem!) : LinkedPages.Back(http, answer.Problem!);
        }

        if (attempt.LinksFor is { } session)
        {
            return await LinkedPages.Linked(session, found, identity, http, link, ct);
        }

        var arrived = await signIn.As(found, identity, http, ct);
        switch (arrived.Next)
        {
            case NextInSignIn.AskForCompany:
                newcomers.Carry(found, identity, http);
                return SeeOther("/sign-in/company");
            case NextInSignIn.ConfirmByMail:
                return Page<ArrivalPage>(new { identity.Email, Workspace = found.Connection!.WorkspaceName });
            case NextInSignIn.NotVouchedFor:
                return Again($"{found.Name} does not confirm that this e-mail address is yours. Sign in with your password, or create an account, and link {found.Name} under Linked accounts.");
            case NextInSignIn.ForeignDomain:
                return Again($"{found.Name} signs in people of {found.Connection!.WorkspaceName} only, with an address of theirs.");
            case NextInSignIn.NotInvited:
                return Again($"You are not a member of {found.Connection!.WorkspaceName}. Ask an owner or admin there to invite you.");
            default:
                return await Enter(arrived.User!, arrived.Proof!, attempt.ReturnTo, http, start, tokens, ct);
        }
    }

    private static async Task<IResult> Enter(User user, SignInProof proof, string returnTo, HttpContext http, StartSession start, SessionTokens tokens, CancellationToken ct)
    {
        if (user.Status != UserStatus.Active || await start.For(user, proof, http, ct) is not var (session, _))
        {
            return Again("No workspace of yours lets you in this way. Choose another way to sign in.");
        }

        SignInPages.SetCookie(http, tokens, session);
        return SeeOther(returnTo);
    }

    private static async Task<IResult> ChooseSso(HttpContext http, [FromQuery] string? domain, [FromQuery(Name = "return_to")] string? returnTo, KnownProviders known, CancellationToken ct) =>
        Page<SsoSignInPage>(new { Choices = domain is { Length: > 0 and <= 253 } ? await known.For(domain, ct) : [], Domain = domain, ReturnTo = SignInPages.Local(returnTo) });

    /// <summary>A redirect from a form may not lead to another website, so the button to the provider is on a page of its own.</summary>
    private static async Task<IResult> FindSso([FromForm] string? email, [FromForm(Name = "return_to")] string? returnTo, KnownProviders known, CancellationToken ct)
    {
        var address = (email ?? "").Trim();
        return address.Length <= 254 && (await known.For(address, ct)).Count > 0
            ? SeeOther($"/sign-in/sso?domain={Uri.EscapeDataString(address[(address.LastIndexOf('@') + 1)..])}&return_to={Uri.EscapeDataString(SignInPages.Local(returnTo))}")
            : Page<SsoSignInPage>(new { Email = address, Error = "No company has set up its sign-in for this address. Sign in with your password.", ReturnTo = SignInPages.Local(returnTo) }, StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> FoundCompany(
        [FromForm] string? name, [FromForm(Name = "company_name")] string? company, HttpContext http, Newcomers newcomers, RegisterWithProvider register, StartSession start, SessionTokens tokens, CancellationToken ct)
    {
        if (newcomers.Find(http) is not { } newcomer)
        {
            return SeeOther("/sign-in");
        }

        var (user, errors) = await register.As(newcomer, company ?? "", name, http, ct);
        if (user is null)
        {
            return Page<CompanyPage>(new { newcomer.Email, Name = name ?? newcomer.Name, CompanyName = company ?? "", Errors = errors!.OnForm() }, StatusCodes.Status422UnprocessableEntity);
        }

        Newcomers.Forget(http);
        return await Enter(user, new SignInProof(newcomer.Method), "/chatbots/new", http, start, tokens, ct);
    }

    private static async Task<IResult> Confirm([FromForm] string? token, HttpContext http, ConfirmArrival confirm, CancellationToken ct) =>
        await confirm.With(token, http, ct) is { } connection
            ? SeeOther($"/sign-in/confirmed/{connection.Id}")
            : Page<ConfirmArrivalPage>(new { Error = "This link was used already, is too old, or is of no use any more. Sign in once more to get a new one." }, StatusCodes.Status422UnprocessableEntity);

    private static IResult Again(string error) => Page<SignInPage>(new { Error = error }, StatusCodes.Status422UnprocessableEntity);
}
