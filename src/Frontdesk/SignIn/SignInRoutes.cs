using Frontdesk.Platform.Database;
using Frontdesk.Platform.Http;
using Frontdesk.Team;
using Microsoft.EntityFrameworkCore;

namespace Frontdesk.SignIn;

/// <summary>Accounts and tokens over the API. The pages do the same with a cookie.</summary>
public static class SignInRoutes
{
    public sealed record LoginRequest(string Email, string Password, string? Totp = null);
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
        LoginRequest body, HttpContext http, SignInWithPassword signIn, StartSession start, SignInLimits limits, SessionTokens tokens, FrontdeskDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await limits.SignIn(http, body.Email) is { } wait)
        {
            return Problem.Of(429, "rate_limited", "Too many tries. Wait a little and try again.", wait);
        }

        return await signIn.As(body.Email, body.Password, ct) is { } user && await start.For(user, new SignInProof(SignInMethods.Password), http, ct) is var (session, membership)
            ? await Tokens(session, membership, user, http, tokens, db, clock, ct)
            : Problem.Of(401, "sign_in_refused", SignInWithPassword.Refusal);
    }

    private static async Task<IResult> Refresh(HttpContext http, SessionTokens tokens, FrontdeskDb db, SessionDoor door, EndSessions end, TimeProvider clock, CancellationToken ct)
    {
        if (http.Request.Cookies[SessionTokens.RefreshCookie] is not { Length: > 3 and < 200 } token || !SameOrigin.Allows(http.Request) && http.Request.Headers.Origin.Count > 0)
        {
            return Problem.Of(401, "token_invalid", "Sign in again.");
        }

        var hash = Session.Hash(token);
        var now = clock.GetUtcNow();
        if (await db.Sessions.SingleOrDefaultAsync(s => s.RefreshHash == hash && s.EndedAt == null && s.ExpiresAt > now, ct) is not { } session)
        {
            if (await db.Sessions.Where(s => s.UsedRefreshHashes.Contains(hash) && s.EndedAt == null).Select(s => (Guid?)s.Id).FirstOrDefaultAsync(ct) is { } copied)
            {
                await end.One(copied, "refresh_token_reused", ct);
                await db.SaveChangesAsync(ct);
            }

            return Problem.Of(401, "token_invalid", "Sign in again.");
        }

        if (await door.Open(session.Id, http, ct) is not { } agent)
        {
            return Problem.Of(401, "token_invalid", "Sign in again.");
        }

        var fresh = session.RotateRefreshToken(now);
        if (!await db.Sessions.TryRotate(session, hash, ct))
        {
            return Problem.Of(401, "token_invalid", "Sign in again."); // another request with this token was faster
        }

        SetRefreshCookie(http, fresh);
        return TypedResults.Ok(new TokenView(tokens.AccessToken(session.Id), (int)SessionTokens.AccessTokenLength.TotalSeconds, "Bearer",
            new UserView(agent.UserId, agent.Email, agent.Name, agent.WorkspaceId, SnakeCase.Text(agent.Role))));
    }

    private static async Task<IResult> LogOut(HttpContext http, EndSessions end, FrontdeskDb db, CancellationToken ct)
    {
        if (http.Features.Get<CurrentAgent>() is { } agent)
        {
            await end.One(agent.CredentialId, "signed_out", ct);
            await db.SaveChangesAsync(ct);
        }

        http.Response.Cookies.Delete(SessionTokens.Cookie);
        http.Response.Cookies.Delete(SessionTokens.RefreshCookie, new CookieOptions { Path = "/api/v1/auth" });
        return TypedResults.NoContent();
    }

    private static IResult Me(CurrentAgent agent) =>
        TypedResults.Ok(new UserView(agent.UserId, agent.Email, agent.Name, agent.WorkspaceId, SnakeCase.Text(agent.Role)));

    private static async Task<IResult> Tokens(
        Session session, Membership membership, User user, HttpContext http, SessionTokens tokens, FrontdeskDb db, TimeProvider clock, CancellationToken ct, int status = StatusCodes.Status200OK)
    {
        SetRefreshCookie(http, session.RotateRefreshToken(clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        return TypedResults.Json(new TokenView(tokens.AccessToken(session.Id), (int)SessionTokens.AccessTokenLength.TotalSeconds, "Bearer",
            new UserView(user.Id, user.Email, user.Name, membership.WorkspaceId, membership.Role)), Platform.Text.Json.Options, statusCode: status);
    }

    private static void SetRefreshCookie(HttpContext http, string token) => http.Response.Cookies.Append(SessionTokens.RefreshCookie, token, new CookieOptions
    {
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/api/v1/auth",
        MaxAge = Session.Length,
        IsEssential = true,
    });
}
