using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Platform.Layout;
using Frontdesk.SignIn.Providers.Pages;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;
using static Frontdesk.Platform.Layout.Pages;

namespace Frontdesk.SignIn.Providers;

/// <summary>One's own accounts elsewhere, as the page and the API show them.</summary>
/// <param name="Provider">"google", "microsoft" or "sso".</param>
public sealed record LinkedLogin(Guid Id, string Provider, string Name, string Email, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt);

/// <summary>The accounts elsewhere that sign a member in.</summary>
public static class LinkedPages
{
    public const string Path = "/account/linked";

    public static void MapLinkedPages(this IEndpointRouteBuilder pages)
    {
        pages.MapGet(Path, Show).RequiresSignInOnPage();
        var changing = pages.MapGroup(Path).RequiresSignInOnPage().DecidesOverTheAccount().DisableAntiforgery();
        changing.MapGet("/to/{provider}", Leave);
        changing.MapPost("/{id:guid}/unlink", Unlink);
    }

    public static void MapLinkedApi(this IEndpointRouteBuilder routes)
    {
        var mine = routes.MapGroup("/api/v1/me/linked-accounts").WithTags("Sign-in").RequiresSignIn();
        mine.MapGet("", async (CurrentAgent agent, FrontdeskDb db, KnownProviders known, CancellationToken ct) => TypedResults.Ok(new { data = await Mine(agent, db, known, ct) }));
        mine.MapDelete("/{id:guid}", async (Guid id, CurrentAgent agent, LinkLogin link, CancellationToken ct) => await link.Unlink(agent, id, ct) switch
        {
            (false, _) => (IResult)Problem.NotFound(),
            (_, { } refused) => refused.AsProblem(),
            _ => TypedResults.NoContent(),
        }).DecidesOverTheAccount();
    }

    /// <summary>What a browser gets that is back from a provider to link it: only in the session that asked.</summary>
    internal static async Task<IResult> Linked(Guid session, IdentityProvider provider, ProviderIdentity identity, HttpContext http, LinkLogin link, CancellationToken ct)
    {
        if (http.Features.Get<CurrentAgent>() is not { ActsOnlyHere: false } agent || agent.CredentialId != session)
        {
            return Back(http, "You are signed in differently by now, so nothing was linked. Try again.");
        }

        if (await link.To(agent, provider, identity, ct) is { } refused)
        {
            return Back(http, refused.Detail);
        }

        Flash.Leave(http, $"{provider.Name} is linked. You can sign in with it from now on.");
        return SeeOther(Path);
    }

    internal static IResult Back(HttpContext http, string problem)
    {
        Flash.Leave(http, problem, Meaning.Danger);
        return SeeOther(Path);
    }

    private static async Task<IResult> Show(CurrentAgent agent, FrontdeskDb db, KnownProviders known, CancellationToken ct)
    {
        var own = await db.SsoConnections.AsNoTracking().Where(c => c.Enabled).OrderBy(c => c.Name).Select(c => new Linkable(c.Id.ToString(), c.Name)).ToListAsync(ct);
        return Page<LinkedPage>(new
        {
            Logins = await Mine(agent, db, known, ct),
            Linkable = (IReadOnlyList<Linkable>)[.. known.ForEverybody.Select(p => new Linkable(p.Key, p.Name)), .. own],
            MayChange = !agent.ActsOnlyHere,
        });
    }

    /// <summary>
    /// Only from our own page: a link elsewhere could take somebody's browser to the provider, come back with the account of
    /// whoever made the link, and leave it as a key to this one.
    /// </summary>
    private static Task<IResult> Leave(
        string provider, HttpContext http, CurrentAgent agent, KnownProviders known, SignInAttempts attempts, AskProvider ask, ProviderFailures failures, CancellationToken ct) =>
        IsFromOwnPage(http.Request)
            ? ProviderPages.Leave(provider, http, known, attempts, ask, failures, ct, agent.CredentialId)
            : Task.FromResult(Back(http, "Choose here what to link."));

    private static bool IsFromOwnPage(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        "same-origin" => true,
        "" => Uri.TryCreate(request.Headers.Referer.ToString(), UriKind.Absolute, out var page) && page.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static async Task<IResult> Unlink(Guid id, HttpContext http, CurrentAgent agent, LinkLogin link, CancellationToken ct)
    {
        var (found, refused) = await link.Unlink(agent, id, ct);
        if (refused is not null)
        {
            return Back(http, refused.Detail);
        }

        if (!found)
        {
            return TypedResults.NotFound();
        }

        Flash.Leave(http, "Unlinked. It signs you in no more.");
        return SeeOther(Path);
    }

    private static async Task<IReadOnlyList<LinkedLogin>> Mine(CurrentAgent agent, FrontdeskDb db, KnownProviders known, CancellationToken ct)
    {
        var logins = await db.ExternalLogins.AsNoTracking().Where(l => l.UserId == agent.UserId).OrderBy(l => l.CreatedAt).ToListAsync(ct);
        var mine = new List<LinkedLogin>();
        foreach (var login in logins)
        {
            var name = (await known.Find(login.Provider.Split(':')[^1], ct))?.Name ?? "A provider that was switched off";
            mine.Add(new(login.Id, SignInMethods.Kind(login.Provider), name, login.Email, login.CreatedAt, login.LastUsedAt));
        }

        return mine;
    }
}

/// <summary>Something that can be linked.</summary>
public sealed record Linkable(string Key, string Name);
