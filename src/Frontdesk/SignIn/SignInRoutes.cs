using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>Accounts and tokens over the API. The pages do the same with a cookie.</summary>
public static class SignInRoutes
{
    public sealed record LoginRequest(string Email, string Password, string? Totp = null);
    /// <param name="AlsoThis">False to keep the asking session.</param>
    public sealed record LogOutRequest(bool AlsoThis = true);

    public sealed record UserView(Guid Id, string Email, string Name, Guid WorkspaceId, string Role);
    public sealed record TokenView(string AccessToken, int ExpiresIn, string TokenType, UserView User);

    public static void MapSignInApi(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/v1/auth").WithTags("Sign-in");
        auth.MapPost("/register", Registering).Open("how an account begins");
        auth.MapPost("/login", LogIn).Open("how a session begins");
        auth.MapPost("/refresh", Refresh).Open("the refresh cookie is the proof");
        auth.MapPost("/logout", LogOut).Open("ends the session that comes along, if any");
        auth.MapGet("/me", Me).RequiresSignIn(beforeSecondFactor: true);
        auth.MapPost("/logout-everywhere", LogOutEverywhere).RequiresSignIn(beforeSecondFactor: true);
        routes.MapSessionApi();
        routes.MapTwoFactorApi();
    }

    private static async Task<IResult> Registering(
        Registration body, HttpContext http, Register register, SessionTokens tokens, FrontdeskDb db, TimeProvider clock, CancellationToken ct) =>
        await register.As(body, http, ct) switch
        {
            { Wait: { } wait } => Problem.Of(429, "rate_limited", "Too many accounts were created from here. Try again later.", wait),
            { Errors: { } errors } => Problem.Invalid(errors),
            { Session: null } => TypedResults.Accepted((string?)null, Proofs.ProofRoutes.VerificationSent),
            var fresh => await Tokens(fresh.Session!, fresh.Membership!, fresh.User!, http, tokens, db, clock, ct, StatusCodes.Status201Created),
        };

    private static async Task<IResult> LogIn(
        LoginRequest body, HttpContext http, SignInWithPassword signIn, AwaitedMail awaited, ContinueSignIn @continue, CheckSecondFactor check, SignInLimits limits,
        SessionTokens tokens, FrontdeskDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await limits.SignIn(http, body.Email) is { } wait)
        {
            return Problem.Of(429, "rate_limited", "Too many tries. Wait a little and try again.", wait);
        }

        if (await signIn.As(body.Email, body.Password, RequestOrigin.Of(http), ct) is not { } user)
        {
            return await awaited.Answer(body.Email, body.Password, ct);
        }

        var proof = new SignInProof(SignInMethods.Password);
        var arrival = await @continue.With(user, proof, http, ct);
        if (arrival is Arrival.NeedsSecondFactor && body.Totp is { Length: > 0 } code)
        {
            if (!await check.Accepts(user.Id, code, RequestOrigin.Of(http), ct))
            {
                return Problem.Of(401, "totp_invalid", CheckSecondFactor.Refusal);
            }

            arrival = await @continue.With(user, proof with { SecondFactorAt = clock.GetUtcNow() }, http, ct);
        }

        return arrival switch
        {
            Arrival.Entered entered => await Tokens(entered.Session, entered.Membership, user, http, tokens, db, clock, ct),
            Arrival.NeedsSecondFactor => Problem.Of(401, "totp_required", "Send the code of your authenticator app, or a recovery code, as totp."),
            Arrival.NotVerified => Problem.Of(403, "email_not_verified", "Confirm your e-mail address first. The link is in your mail."),
            Arrival.NoWorkspace closed => Problem.Of(403, "no_workspace", closed.Because),
            _ => Problem.Of(401, "sign_in_refused", SignInWithPassword.Refusal),
        };
    }

    /// <summary>
    /// Each token works once. Whoever comes second with one, a moment or a month later, ends the session for both: nothing
    /// tells the owner from the thief (docs/decisions/0009).
    /// </summary>
    private static async Task<IResult> Refresh(
        HttpContext http, SessionTokens tokens, FrontdeskDb db, SessionDoor door, EndSessions end, SignInLimits limits, TimeProvider clock, CancellationToken ct)
    {
        if (await limits.Refresh(http) is { } wait)
        {
            return Problem.Of(429, "rate_limited", "Too many refreshes from here. Wait a little and try again.", wait);
        }

        if (http.Request.RefreshCookie() is not { Length: > 3 and < 500 } token || !SameOrigin.Allows(http.Request) && http.Request.Headers.Origin.Count > 0)
        {
            return SignInAgain();
        }

        var hash = Session.Hash(token);
        var now = clock.GetUtcNow();
        if (await db.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.RefreshHash == hash && s.EndedAt == null && s.ExpiresAt > now, ct) is not { } session)
        {
            return await EndFamily(tokens.ReadRefreshToken(token));
        }

        if (await door.Open(session.Id, http, ct) is not { } agent)
        {
            return SignInAgain();
        }

        var fresh = tokens.RefreshToken(session.Id);
        session.RotateRefreshToken(fresh, now);
        if (!await db.Sessions.TryRotate(session, hash, ct))
        {
            return await EndFamily(session.Id); // another request with this token was faster
        }

        http.SetRefreshCookie(fresh);
        return TypedResults.Ok(new TokenView(tokens.AccessToken(session.Id), (int)SessionTokens.AccessTokenLength.TotalSeconds, "Bearer",
            new UserView(agent.UserId, agent.Email, agent.Name, agent.WorkspaceId, SnakeCase.Text(agent.Role))));

        async Task<IResult> EndFamily(Guid? family)
        {
            if (family is { } copied)
            {
                await end.One(copied, "refresh_token_reused", ct);
                await db.SaveChangesAsync(ct);
            }

            return SignInAgain();
        }
    }

    private static IResult SignInAgain() => Problem.Of(401, "token_invalid", "Sign in again.");

    private static async Task<IResult> LogOut(HttpContext http, MySessions sessions, CancellationToken ct)
    {
        if (http.Features.Get<CurrentAgent>() is { KeyName: null } agent)
        {
            await sessions.SignOut(agent, ct);
        }

        http.DropSessionCookies();
        return TypedResults.NoContent();
    }

    private static async Task<IResult> LogOutEverywhere(LogOutRequest? body, CurrentAgent agent, HttpContext http, MySessions sessions, CancellationToken ct)
    {
        var alsoThis = body?.AlsoThis ?? true;
        await sessions.EndAll(agent, alsoThis, ct);
        if (alsoThis)
        {
            http.DropSessionCookies();
        }

        return TypedResults.NoContent();
    }

    private static IResult Me(CurrentAgent agent) =>
        TypedResults.Ok(new UserView(agent.UserId, agent.Email, agent.Name, agent.WorkspaceId, SnakeCase.Text(agent.Role)));

    private static async Task<IResult> Tokens(
        Session session, Membership membership, User user, HttpContext http, SessionTokens tokens, FrontdeskDb db, TimeProvider clock, CancellationToken ct, int status = StatusCodes.Status200OK)
    {
        var (fresh, before) = (tokens.RefreshToken(session.Id), session.RefreshHash);
        session.RotateRefreshToken(fresh, clock.GetUtcNow());
        if (!await db.Sessions.TryRotate(session, before, ct))
        {
            return SignInAgain(); // ended in this very moment
        }

        http.SetRefreshCookie(fresh);
        return TypedResults.Json(new TokenView(tokens.AccessToken(session.Id), (int)SessionTokens.AccessTokenLength.TotalSeconds, "Bearer",
            new UserView(user.Id, user.Email, user.Name, membership.WorkspaceId, membership.Role)), Platform.Text.Json.Options, statusCode: status);
    }
}
