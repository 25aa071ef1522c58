using Frontdesk.Platform.Http;

namespace Frontdesk.SignIn.Proofs;

/// <summary>What is proved by mail, over the API. Answers to an address are the same whether it has an account or not.</summary>
public static class ProofRoutes
{
    public sealed record VerifyRequest(string Token, string? Password = null);
    public sealed record AddressRequest(string Email);
    public sealed record ResetRequest(string Token, string Password);
    public sealed record TokenRequest(string Token);
    public sealed record StatusView(string Status);

    public const string NotValid = "This link has expired or was used already. Ask for a new one.";

    public static readonly StatusView VerificationSent = new("verification_sent");

    public static void MapProofsApi(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/api/v1/auth").WithTags("Sign-in");
        auth.MapPost("/verify-email", Verify).Open("the token from the mail is the proof");
        auth.MapPost("/verify-email/resend", Repeat).Open("answers the same for every address");
        auth.MapPost("/forgot-password", Forgot).Open("answers the same for every address");
        auth.MapPost("/reset-password", Reset).Open("the token from the mail is the proof");
        auth.MapPost("/confirm-email", Confirm).Open("the token from the mail is the proof");
    }

    private static async Task<IResult> Verify(VerifyRequest body, HttpContext http, VerifyEmail verify, CancellationToken ct) =>
        await verify.With(body.Token, body.Password, http, ct) switch
        {
            { Owner: not null } => TypedResults.Ok(new StatusView("verified")),
            { Wait: { } wait } => TooMany(wait),
            { Errors: { } errors } => Problem.Invalid(errors),
            { NeedsPassword: true } => Problem.Invalid(new Errors().Unless(false, "password", "Send the password that shall count with the token: the one asked for may be somebody else's.")),
            _ => Refused(),
        };

    private static async Task<IResult> Repeat(AddressRequest body, HttpContext http, RepeatVerification repeat, CancellationToken ct) =>
        await repeat.To(body.Email, http, ct) is { } wait ? TooMany(wait) : TypedResults.Accepted((string?)null, VerificationSent);

    private static async Task<IResult> Forgot(AddressRequest body, HttpContext http, ForgotPassword forgot, CancellationToken ct) =>
        await forgot.Of(body.Email, http, ct) is { } wait ? TooMany(wait) : TypedResults.Accepted((string?)null, new StatusView("mail_sent"));

    private static async Task<IResult> Reset(ResetRequest body, HttpContext http, ResetPassword reset, CancellationToken ct) =>
        await reset.With(body.Token, body.Password, http, ct) switch
        {
            { Done: true } => TypedResults.Ok(new StatusView("password_changed")),
            { Wait: { } wait } => TooMany(wait),
            { Errors: { } errors } => Problem.Invalid(errors),
            _ => Refused(),
        };

    private static async Task<IResult> Confirm(TokenRequest body, HttpContext http, ConfirmEmail confirm, CancellationToken ct) =>
        await confirm.With(body.Token, http, ct) switch
        {
            { Done: true } => TypedResults.Ok(new StatusView("email_changed")),
            { Wait: { } wait } => TooMany(wait),
            _ => Refused(),
        };

    private static IResult Refused() => Problem.Of(StatusCodes.Status422UnprocessableEntity, "proof_not_valid", NotValid);

    private static IResult TooMany(TimeSpan wait) => Problem.Of(StatusCodes.Status429TooManyRequests, "rate_limited", "Too many tries. Wait a little and try again.", wait);
}
